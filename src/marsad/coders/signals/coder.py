"""The coder itself: rules propose, the judge weighs, rules merge."""

from marsad.coders.base import Coded, Findings
from marsad.coders.signals import CODEBOOK
from marsad.coders.signals.candidate import Candidate, Rejected
from marsad.coders.signals.judge.decide import decide
from marsad.coders.signals.judge.model import load_judge
from marsad.coders.signals.merge import merge_candidates
from marsad.coders.signals.pool import make_pool
from marsad.coders.signals.record import make_abstention, make_signals
from marsad.coders.signals.rows import phrases
from marsad.coders.signals.topic import weigh_topic
from marsad.text.match import Phrase


class SignalsCoder:
    """Codes signals by the codebook's version 2."""

    name = "signals"
    version = "2.0.0"

    def phrases(self) -> tuple[Phrase, ...]:
        """Return the phrases of the coder's data."""
        return phrases()

    def code(self, findings: Findings) -> Coded:
        """Return the signals of one article; none when it is off topic."""
        judge, pool = load_judge(), make_pool(findings)
        chance = weigh_topic(findings, pool, judge)
        on_topic, topic = chance >= judge.keep_topic, f"{chance:.2f} likely on topic"
        if not on_topic:
            return Coded(on_topic=False, topic=topic, signals=(), abstentions=())
        found = list(decide(pool, judge, chance))
        candidates = [each for each in found if isinstance(each, Candidate)]
        kept, fallen = merge_candidates(candidates)
        rejected = [each for each in found if isinstance(each, Rejected)] + fallen
        signals = make_signals(findings, kept, self.name, self.version, CODEBOOK)
        abstentions = tuple(make_abstention(findings, each, self.name) for each in rejected)
        return Coded(on_topic=True, topic=topic, signals=signals, abstentions=abstentions)
