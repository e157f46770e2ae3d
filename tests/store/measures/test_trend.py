"""Whether faults get fewer: the answer by the month of the contract, and the statistics against known libraries."""

import random
import warnings
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import permutations

import numpy as np
import pytest
from scipy.stats import binomtest

from store.facts.common import Why
from store.measures.trend import break_fix_trend
from store.measures.trend_fit import mann_kendall_falling_p, quasi_poisson, ratio_bounds, rise_p

START = date(2025, 1, 1)


def month(number):
    return f"{2025 + (number - 1) // 12}-{(number - 1) % 12 + 1:02d}"


def trend(counts, users=100, *, start=START, rollout=(), upto=None, leave_out=()):
    """The trend of monthly counts written as "20 18 17", for a steady or a listed number of users."""
    faults = [int(word) for word in counts.split()]
    sizes = [users] * len(faults) if isinstance(users, int) else users
    named = {month(number): count for number, count in enumerate(faults, 1) if number not in leave_out}
    return break_fix_trend(
        named,
        {month(number): size for number, size in enumerate(sizes, 1)},
        service_start=start,
        rollout=frozenset(month(number) for number in rollout),
        as_of_month=month(upto or len(faults)),
    )


@pytest.mark.parametrize(
    ("counts", "state"),
    [
        ("20 18 30", "baseline"),
        ("40 36 33 29 27 24 22 20 18", "declining"),
        ("40 41 39 42 40 43 41 44 42 45 43 44", "not_declining"),
        ("8 6 9 5 8 7 6 8 5", "too_early"),
    ],
)
def test_the_first_year_asks_whether_faults_decline(counts, state):
    """Three months of baseline; then declining, not declining, or honestly too early to tell."""
    assert trend(counts).state == state


def test_a_decline_is_told_with_its_bounds():
    """About a tenth less each month, with the 95 % bounds, and the plain order of the months as a second look."""
    found = trend("40 36 33 29 27 24 22 20 18")
    assert found.slope == pytest.approx(-9.6, abs=0.3)
    assert found.ci[0] < found.slope < found.ci[1] < 0
    assert (found.phi, found.month_of_contract, len(found.rates)) == (1.0, 9, 9)
    assert found.p < 0.01
    assert found.mann_kendall_p < 0.001
    assert found.parts[0] == "declining"
    assert found.parts[2] == "the plain order of the months says the same"


def test_more_users_with_as_many_faults_is_a_decline_for_each_user():
    """Faults are counted against the head count of the month."""
    assert trend("40 40 40 40 40 40 40 40 40", [100, 112, 126, 141, 158, 177, 198, 222, 249]).state == "declining"


def test_a_first_month_begun_late_counts_in_part():
    """Service from 16 January: 16 of 31 days, so 20 faults there are as many as 39 in a whole month."""
    found = trend("20 39 38", start=date(2025, 1, 16))
    assert found.rates[0] == pytest.approx(20 / (100 * 16 / 31))


@pytest.mark.parametrize(
    ("last", "state"),
    [("18", "low_held"), ("40", "amber"), ("40 40", "red"), ("40 0", "low_held"), ("18 19 18", "low_held")],
)
def test_after_a_year_faults_are_held_against_months_seven_to_twelve(last, state):
    """Amber on the first window above, red on the second running."""
    assert trend(f"30 28 26 24 22 20 18 18 18 18 18 18 {last}").state == state


def test_the_worked_month_is_green():
    """108 faults in months 7 to 12 for 120 users, 52 in the last three for 124: 0.93 times."""
    found = trend("20 20 20 20 20 20 18 18 18 18 18 18 18 17 17", [120] * 12 + [124] * 3)
    assert (found.state, round(found.base_rate, 3), round(found.window_rate, 3)) == ("low_held", 0.15, 0.14)
    assert round(found.ratio, 2) == 0.93
    assert found.parts[0].startswith("down to 0.93 times months 7 to 12 (0.67 to 1.30)")


def test_red_is_told_with_its_ratio():
    """Two windows running, each far above."""
    found = trend("30 28 26 24 22 20 18 18 18 18 18 18 40 40 40")
    assert found.parts == ("up to 2.22 times months 7 to 12 (1.71 to 2.88)", "two months running")
    assert (found.month_12_rate, found.window_rate) == (0.18, 0.4)


def test_a_small_rise_that_is_certain_is_not_worth_an_alarm():
    """1.1 times with thousands of tickets is significant and still not red."""
    found = trend(" ".join(["3000"] * 12 + ["3300"] * 4))
    assert found.state == "low_held"
    assert found.p < 0.001


def test_a_rise_that_chance_explains_once_in_thirty_is_no_alarm():
    """Four thirds of the base with p near .04: held."""
    found = trend("18 18 18 18 18 18 18 18 18 18 18 18 24 24 24 24")
    assert (found.state, found.p > 0.02, found.p < 0.05) == ("low_held", True, True)


def test_months_that_vary_more_than_chance_need_a_greater_rise():
    """The same rise after a restless first year proves nothing."""
    calm = trend("18 18 18 18 18 18 18 18 18 18 18 18 27 27 27 27")
    restless = trend("2 40 3 38 4 36 2 34 3 33 2 34 27 27 27 27")
    assert (calm.state, restless.state) == ("red", "low_held")
    assert restless.phi > 5


def test_faults_from_nothing_are_a_rise_without_a_ratio():
    """No fault in months 7 to 12, then eight a month."""
    found = trend("3 2 1 0 0 0 0 0 0 0 0 0 8 8")
    assert (found.state, found.ratio, found.ratio_ci) == ("red", None, None)
    assert found.parts == ("no fault in months 7 to 12", "two months running")
    quiet = trend("3 2 1 0 0 0 0 0 0 0 0 0 0 0")
    assert (quiet.state, quiet.p) == ("low_held", 1.0)
    gone = trend("9 9 9 9 9 9 9 9 9 9 9 9 0 0 0")
    assert (gone.state, gone.ratio, gone.ratio_ci) == ("low_held", 0.0, None)


def test_nothing_is_said_of_a_month_before_the_service_or_without_its_records():
    """A missing head count or month of tickets is named."""
    early = trend("20 18", start=date(2025, 6, 1))
    assert (early.state, early.why.why) == ("cannot_tell", Why.NO_DEMAND)
    gap = trend("20 18 17 15 14", leave_out=(3,))
    assert (gap.state, gap.why.why) == ("cannot_tell", Why.NOT_UPLOADED)
    assert gap.why.what.endswith("no tickets or head count for 2025-03")
    assert trend("20 18 17 15", [10, 10, 0, 10]).state == "cannot_tell"
    base = "9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9 9"
    assert trend(base, leave_out=(8,)).state == "cannot_tell"
    assert trend(base, leave_out=(2, 13)).state == "low_held"


def test_a_year_without_any_fault_is_not_called_a_decline():
    """More likely nobody recorded which tickets are faults."""
    found = trend("0 0 0 0 0 0")
    assert (found.state, found.why.why) == ("cannot_tell", Why.NO_DEMAND)


def test_counts_so_split_that_no_slope_fits_are_too_early():
    """Every fault in the first month, none after: a line has no end to fall to."""
    found = trend("40 0 0 0 0 0")
    assert (found.state, found.slope, found.parts) == ("too_early", None, ("too early to tell",))


def test_a_rollout_is_judged_with_and_without_and_the_answer_lies_between():
    """Red with the two rollout months, quiet without them: amber."""
    counts = "18 18 18 18 18 18 18 18 18 18 18 18 18 60 60 18"
    found = trend(counts, rollout=(14, 15))
    assert (trend(counts).state, found.state, found.without.state) == ("red", "amber", "low_held")
    assert found.rollout == ("2026-02", "2026-03")
    assert found.parts[-1] == "without the rollout months: low held"


def test_a_rollout_that_changes_nothing_leaves_the_answer():
    """Quiet with it and quiet without it."""
    found = trend("18 18 18 18 18 18 18 18 18 18 18 18 18 20 18", rollout=(14,))
    assert (found.state, found.without.state) == ("low_held", "low_held")


def test_a_decline_that_rests_on_the_rollout_is_too_early_to_tell():
    """The first two months were the rollout; without them nothing declines for certain."""
    found = trend("260 230 200 201 199 200 202 198 200 201", rollout=(1, 2))
    assert (found.state, found.without.state) == ("too_early", "not_declining")


def test_more_than_two_rollout_months_in_a_year_are_not_left_out():
    """Otherwise the year could be chosen to taste."""
    found = trend("18 18 18 18 18 18 18 18 18 18 18 18 60 60 60", rollout=(13, 14, 15))
    assert (found.state, found.without, found.parts[-1]) == (
        "red",
        None,
        "more than two rollout months in a year: none was left out",
    )


def test_without_its_rollout_months_there_may_be_too_little_left():
    """Then the whole stands."""
    found = trend("18 18 18 18 18 18 18 18 18 18 18 18 60", rollout=(13,))
    assert (found.state, found.without.state) == ("amber", "cannot_tell")
    assert found.without.why.why is Why.NO_DEMAND
    assert trend("18 18", rollout=(1, 2)).without is None


def test_exposure_may_be_a_decimal():
    """Half-time users, say."""
    sizes = [Decimal("99.5")] * 9
    assert trend("40 36 33 29 27 24 22 20 18", sizes).state == "declining"


def reference(counts, sizes):
    """The same fit by statsmodels: Poisson with a log link, scaled by Pearson's chi-square."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import statsmodels.api as sm
    x = np.arange(1, len(counts) + 1, dtype=float)
    model = sm.GLM(np.array(counts), sm.add_constant(x), family=sm.families.Poisson(), offset=np.log(sizes))
    plain = model.fit()
    phi = max(1.0, plain.pearson_chi2 / plain.df_resid)
    scaled = model.fit(scale=phi, use_t=True)
    low, high = scaled.conf_int()[1]
    return scaled.params[1], low, high, scaled.tvalues[1], phi


def test_the_fit_is_that_of_a_known_library():
    """Two hundred random years, calm and restless, small and large."""
    from scipy.stats import t

    luck = random.Random(7)
    for _ in range(200):
        n, level, wild = luck.randint(4, 12), luck.choice((3, 12, 60)), luck.choice((0, 1))
        counts = [max(0, round(luck.gauss(level, level**0.5 * (1 + 2 * wild)))) for _ in range(n)]
        sizes = [luck.uniform(50, 150) for _ in range(n)]
        if not sum(counts[1:]):
            continue
        found = quasi_poisson(counts, sizes, range(1, n + 1))
        slope, low, high, score, phi = reference(counts, sizes)
        assert (found.slope, found.low, found.high, found.phi) == pytest.approx(
            (slope, low, high, phi), rel=1e-4, abs=1e-5
        )
        assert found.falling_p == pytest.approx(t.cdf(score, n - 2), rel=1e-4, abs=1e-7)


def test_there_is_no_fit_through_three_months_or_nothing():
    """Four months at least, and a fault at least."""
    assert quasi_poisson([3, 2, 1], [1, 1, 1], [1, 2, 3]) is None
    assert quasi_poisson([0, 0, 0, 0], [1, 1, 1, 1], [1, 2, 3, 4]) is None


def test_the_rise_is_the_exact_binomial_chance_where_spread_is_pure_chance():
    """Phi of 1: as many or more of the tickets in the window, at its share of the exposure."""
    for window, base, share in ((0, 5, 0.3), (8, 20, 1 / 3), (52, 108, 0.34), (40, 12, 0.25), (3, 0, 0.3)):
        expected = binomtest(window, window + base, share, alternative="greater").pvalue if window else 1
        assert rise_p(window, base, share=share, phi=1) == pytest.approx(expected)


def test_spread_makes_a_rise_less_certain():
    """The same counts with twice the spread."""
    assert rise_p(40, 40, share=1 / 3, phi=2) > rise_p(40, 40, share=1 / 3, phi=1)
    assert ratio_bounds(40, 40, exposures=(3, 6), phi=1) == pytest.approx((1.29, 3.10), abs=0.01)


def test_the_order_of_the_months_agrees_with_counting_every_order():
    """Mann-Kendall's chance lies near the true share of the 720 orders that fall as much."""
    rates = [5.0, 3.0, 4.0, 2.5, 2.0, 1.0]

    def falls(order):
        return sum(b < a for place, a in enumerate(order) for b in order[place + 1 :])

    true = np.mean([falls(order) >= falls(rates) for order in permutations(rates)])
    assert mann_kendall_falling_p(rates) == pytest.approx(true, abs=0.02)


@pytest.mark.parametrize(("rates", "p"), [([1.0, 1.0, 1.0, 1.0], 0.5), ([1.0, 2.0], 0.5), ([2.0, 1.0, 2.0, 1.0], 0.5)])
def test_months_in_no_order_prove_nothing(rates, p):
    """Ties all over, or a pair."""
    assert mann_kendall_falling_p(rates) >= 0.2
    assert replace(trend("20 18 30"), p=p).p == p


def test_looking_at_trends_does_not_load_the_whole_of_scipy():
    """scipy.stats costs half a second at start."""
    import subprocess
    import sys

    code = "import sys, store.measures.trend; print([name for name in sys.modules if name.startswith('scipy')])"
    seen = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "[]"
