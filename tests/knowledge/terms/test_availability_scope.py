"""What a promise of availability is about, in the contract's words: the thing it names and how that is defined."""

import pytest


@pytest.mark.parametrize(
    ("before", "words", "scope"),
    [
        ('"Services" means the Hosted Desktop and the Site Network.', "The Services shall be available at least 99.5% of each calendar month.", "Services | the Hosted Desktop and the Site Network."),
        ("The Provider supplies IT support.", "Availability shall be at least 99.5% in each calendar month.", None),
        ('"Hosted Service" means the desktop platform.', "The Provider guarantees 99.5% uptime of the Hosted Service in each calendar month.", "Hosted Service | the desktop platform."),
        ("The Provider supplies IT support.", "The Provider shall keep the Hosted Desktop up and running for 99.5% of the time in each month.", "Hosted Desktop"),
        ("The services covered are: the e-mail system and the telephones.", "The Services will be available 99.5% of each month.", "Services | the e-mail system and the telephones."),
    ],
)  # fmt: skip
def test_the_words_of_the_thing_that_is_promised(terms_of, before, words, scope):
    """A definition is taken with the name it explains; a promise of nothing named has no words."""
    levels = terms_of(f"# Terms\n\n1. {before}\n\n# Service\n\n2. {words}\n", "service_level")
    assert [one.fields.get("scope") for one in levels if one.fields["metric"] == "availability"] == [scope]
