"""The few statistics of the trend, held against a known library."""

import pytest
from scipy.special import betainc as known_betainc
from scipy.special import stdtr, stdtrit

from store.measures.beta import betainc, t_at, t_below


@pytest.mark.parametrize("a", [0.5, 1, 3.2, 40, 400])
@pytest.mark.parametrize("b", [0.5, 1, 7.7, 60, 900])
@pytest.mark.parametrize("x", [0, 1e-6, 0.03, 0.3, 0.5, 0.77, 0.999, 1])
def test_the_incomplete_beta_function_is_that_of_a_known_library(a, b, x):
    """From tiny counts to hundreds of tickets."""
    assert betainc(a, b, x) == pytest.approx(float(known_betainc(a, b, x)), rel=1e-9, abs=1e-13)


@pytest.mark.parametrize("freedom", [1, 2, 5, 7, 10, 30, 200])
@pytest.mark.parametrize("t", [-9, -2.1, -0.4, 0, 0.4, 2.1, 9])
def test_students_t_is_that_of_a_known_library(freedom, t):
    """Few months give few degrees of freedom."""
    assert t_below(freedom, t) == pytest.approx(float(stdtr(freedom, t)), rel=1e-9, abs=1e-13)


@pytest.mark.parametrize("freedom", [1, 2, 5, 10, 22, 100])
@pytest.mark.parametrize("share", [0.6, 0.9, 0.975, 0.995])
def test_the_reach_of_an_interval_is_that_of_a_known_library(freedom, share):
    """The bounds of the slope rest on it."""
    assert t_at(freedom, share) == pytest.approx(float(stdtrit(freedom, share)), rel=1e-9)
