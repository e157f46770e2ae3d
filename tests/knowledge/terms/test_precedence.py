"""Which words rule where a contract says two things: read as the contract says it, and not where it only sometimes holds."""

import pytest

ORDER = {"paper": "order form"}


def rules(terms_of, sentence):
    return [t.fields for t in terms_of(f"# Agreement\n\n1.1 {sentence}\n", "precedence") if t.status == "found"]


@pytest.mark.parametrize(
    ("sentence", "ranks"),
    [
        ("This Order Form prevails over the Terms.", ["order form", "terms"]),
        ("If there is any inconsistency between this Order Form and the Agreement, the Order Form shall prevail.", ["order form", "terms"]),
        ("If these Terms and an Order Form conflict, these Terms control.", ["terms", "*"]),
        ("If the clauses conflict with the Schedules, the order of precedence is: (a) the Order Form; (b) the Schedules; and (c) the clauses of this Agreement.", ["order form", "schedules", "terms"]),
        ("Any conflict shall be resolved in the following descending order: the Order Form, the Service Schedules, these Terms.", ["order form", "schedules", "terms"]),
        ("The provisions of an SOW shall take precedence over the provisions of this Agreement.", ["statement of work", "terms"]),
        ("In the event of conflict between Exhibit B and the main body of this Agreement, the former shall prevail.", ["schedule b", "terms"]),
        ("Notwithstanding clause 2.1 of the Terms, the initial term is 36 months.", ["this", "clause 2.1"]),
        ("The initial term is 12 months unless the Order Form says otherwise.", ["order form", "this"]),
        ("The initial term is 12 months, or such other period as is stated in the Order Form.", ["order form", "this"]),
    ],
)  # fmt: skip
def test_a_rule_is_read_with_the_paper_that_rules_first(terms_of, sentence, ranks):
    """Papers go by one name however they are called; a sentence may rule over one clause, or yield to another paper."""
    assert {"ranks": ranks} in rules(terms_of, sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "This Agreement prevails over any Order Form unless the Order Form expressly states otherwise.",
        "In the event of conflict Schedule 4 prevails over the clauses in respect of personal data.",
        "No term of the Customer's purchase order shall prevail over these Terms.",
        "The English version of this Agreement prevails.",
        "This Agreement supersedes all prior agreements.",
        "This Order Form is governed by the Terms.",
        "Notwithstanding clause 4, neither party excludes its liability for fraud.",
    ],
)
def test_what_holds_only_sometimes_or_is_about_something_else_decides_nothing(terms_of, sentence):
    """A limited rule is kept with its words as a question; the others are no rules at all."""
    assert [told for told in rules(terms_of, sentence) if "ranks" in told] == []


def test_a_list_of_papers_below_its_sentence_is_read_in_its_order(terms_of):
    """Items of their own lines; the quotation runs to the last of them."""
    words = (
        "# Agreement\n\n1.1 The documents rank in the following order of precedence:\n\n(a) the Order Form;\n\n"
        "(b) the Schedules;\n\n(c) these Terms.\n"
    )
    (rule,) = terms_of(words, "precedence")
    assert rule.fields == {"ranks": ["order form", "schedules", "terms"]}
    assert rule.quote.endswith("these Terms.")


def test_an_order_form_says_what_it_is_by_its_title(terms_of):
    """So that a rule in another paper finds it."""
    (paper,) = terms_of("# Service Order Form\n\nThe initial term is 12 months.\n", "precedence")
    assert (paper.fields, paper.quote) == (ORDER, "Service Order Form")
