"""The product's verdicts against those of stepping through every minute, on a sample of the 10,000 random sets."""

from benchmarks.oracle import differing, made, product


def test_two_ways_of_counting_agree_on_who_was_late():
    """In time, late, by month and by verdict; `python -m benchmarks oracle` runs them all."""
    assert differing(range(40)) == []


def test_the_random_sets_hold_late_and_timely_tickets_under_every_kind_of_clock():
    """A sample that judged nothing would prove nothing."""
    told = [result for seed in range(40) for result in product(made(seed)).values()]
    assert sum(of for _, of, _, _ in told) > 100
    assert {verdict for *_, verdict in told} == {"met", "missed"}
