"""A list of things to be evidenced each month is as many duties as it has items."""

LIST = """# Agreement

5.6 In each month the Provider shall send the Customer written evidence of:

(a) the patches installed;

(b) the accounts with administrator rights; and

(c) the Devices covered by EDR.
"""


def test_each_item_is_a_duty_of_its_own_with_the_rhythm_of_its_lead(terms_of):
    """Three items under "in each month" are three monthly duties, each under its own clause."""
    found = [
        (one.fields["kind"], one.fields["what"], one.fields["every_months"], one.clause)
        for one in terms_of(LIST, "duty")
    ]
    assert found == [
        ("patching", "patches installed", 1, "5.6(a)"),
        ("other", "accounts with administrator rights", 1, "5.6(b)"),
        ("other", "Devices covered by EDR", 1, "5.6(c)"),
    ]


def test_a_list_without_a_rhythm_or_without_a_duty_is_none(terms_of):
    """What may be asked for some day, or what the Customer sends, is no regular duty of the provider."""
    assert terms_of(LIST.replace("In each month the", "The"), "duty") == []
    theirs = terms_of(
        LIST.replace("the Provider shall send the Customer", "the Customer shall send the Provider"), "duty"
    )
    assert not [one for one in theirs if one.fields["who"] == "provider"]
