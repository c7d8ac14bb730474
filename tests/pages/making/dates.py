"""A day as the press prints it: months of three regions, Hijri, Arabic-Indic digits."""

from datetime import date

from hijridate import Gregorian

LEVANT = (
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
)
EGYPT = ("يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
TUNIS = ("جانفي", "فيفري", "مارس", "أفريل", "ماي", "جوان", "جويلية", "أوت", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر")
RABAT = ("يناير", "فبراير", "مارس", "أبريل", "ماي", "يونيو", "يوليوز", "غشت", "شتنبر", "أكتوبر", "نونبر", "دجنبر")
ENGLISH = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
HIJRI = (
    "محرم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوال",
    "ذو القعدة",
    "ذو الحجة",
)
WEEKDAYS = ("الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد")
INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
REGIONS = {"levant": LEVANT, "egypt": EGYPT, "tunis": TUNIS, "rabat": RABAT, "english": ENGLISH}


def name_day(day: date, region: str = "egypt", *, weekday: bool = False) -> str:
    """«الثلاثاء 21 شباط 2023»; the region `dual` gives both names of the month."""
    names = [REGIONS[each][day.month - 1] for each in (("egypt", "levant") if region == "dual" else (region,))]
    named = f"{day.day} {'/'.join(names)} {day.year}"
    return f"{WEEKDAYS[day.weekday()]} {named}" if weekday else named


def name_hijri(day: date) -> str:
    then = Gregorian(day.year, day.month, day.day).to_hijri()
    return f"{then.day} {HIJRI[then.month - 1]} {then.year}هـ"


def to_indic(text: str) -> str:
    return text.translate(INDIC)
