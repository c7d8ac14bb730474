"""The command line with a reading that takes no time: `python -m tests.unit.watch.quick watch …`."""

if __name__ == "__main__":
    from tests.unit.watch.running import read

    import marsad.app.intake
    from marsad.app.cli import main

    marsad.app.intake.read_capture = read
    main()
