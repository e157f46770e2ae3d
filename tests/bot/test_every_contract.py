"""The heads of all contracts are kept between questions, and read again as soon as a term changes."""


def test_the_facts_of_every_contract_follow_a_corrected_term(sample_copy):
    """What is kept is never older than the contract."""
    contracts, terms = sample_copy.stores.contracts, sample_copy.stores.terms
    (before,) = contracts.every()
    assert before == contracts.facts(before.ref)
    term = next(t for t in terms.listed() if t.kind == "contract_date" and t.fields["name"] == "notice_days")
    terms.correct(term.id, {"value": "45"})
    (after,) = contracts.every()
    assert (before.notice_days, after.notice_days) == (90, 45)
    assert after == contracts.facts(after.ref)


def test_a_second_contract_is_among_them_at_once(sample_copy):
    """A place kept free counts too."""
    contracts = sample_copy.stores.contracts
    first = contracts.every()
    contracts.placeholder("Hexgrove Telecoms")
    assert [one.ref for one in contracts.every()] == contracts.refs()
    assert len(contracts.every()) == len(first) + 1
