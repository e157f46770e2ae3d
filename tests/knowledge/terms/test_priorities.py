"""Priority labels, in the contract's own order."""

import pytest

from knowledge.terms.priorities import Scale

PROSE = """
P1 incidents                         | 1
Priority 2 Tickets                   | 2
Severity Level 3                     | 3
Sev1                                 | 1
Priority One                         | 1
Urgent tickets must be answered      | 1
High priority tickets                | 2
a critical incident                  | 1
P1 and P2 incidents                  | 1 2
Critical and High Tickets            | 1 2
urgent, high or low priority         | 1 2 4
Priorities 1 to 3                    | 1 2 3
P3/P4                                | 3 4
Severity A                           | 1
normal working hours                 |
high quality support                 |
a major release of the software      |
non-critical issues                  |
critical security patches            |
"""


@pytest.mark.parametrize("line", PROSE.strip().splitlines())
def test_a_word_is_a_priority_only_where_it_is_used_as_one(line):
    """Normal working hours and major releases name no priority."""
    words, want = (part.strip() for part in line.split("|"))
    assert " ".join(map(str, Scale({}).named(words))) == want


def test_words_tied_to_numbers_keep_them_throughout(terms_of):
    """Where the contract calls Priority 2 "Urgent", an urgent ticket is a P2."""
    levels = terms_of(
        """
        1. Tickets are Priority 1 (Emergency), Priority 2 (Urgent) or Priority 3 (Routine).

        2. Urgent tickets shall be answered within 2 working hours.
        """.replace("        ", ""),
        "service_level",
    )
    assert [term.fields["priority"] for term in levels] == [2]


def test_a_list_of_three_words_is_numbered_by_its_own_order(terms_of):
    """With no "critical" above it, High is the first of three."""
    levels = terms_of(
        """# Support

| Priority | Response |
|---|---|
| High | 1 working hour |
| Medium | 4 working hours |
| Low | 8 working hours |
""",
        "service_level",
    )
    assert [(term.fields["priority"], term.fields["limit_s"]) for term in levels] == [(1, 3600), (2, 14400), (3, 28800)]
