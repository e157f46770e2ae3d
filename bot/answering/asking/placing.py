"""Which intent a question has: the first rule whose signs are all there; rights and duties fall to the clauses.

One line a rule, read from the top. Each argument after the intent is a group of signs of which one must be there.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """An intent, the signs it needs (every group by any one of its words) and those that rule it out."""

    intent: str
    need: tuple[frozenset[str], ...]
    without: frozenset[str]

    def holds(self, signs: frozenset[str]) -> bool:
        """Whether the signs of a question are these."""
        return not signs & self.without and all(signs & group for group in self.need)


def rule(intent: str, *need: str, without: str = "") -> Rule:
    """A rule from words."""
    return Rule(intent, tuple(frozenset(group.split()) for group in need), frozenset(without.split()))


RULES: tuple[Rule, ...] = (
    # A numbered clause, the meaning of a word, somebody else's contract, the future.
    # One ticket by its number, and looks at single tickets.
    rule("ticket_story", "ticket_number"),
    # Due from a moment named; the worst and the best month; what comes by itself.
    rule("due_moment", "a_moment", "due_when", "must", without="if_paid credit"),
    rule("due_moment", "a_moment", "due_when", "level", without="did credit"),
    rule("due_moment", "a_moment", "due_when", "ticket", without="did credit how_many longest"),
    rule("month_overview", "best_month", without="credit paid price charge_noun breakage breach_notice our_claim pledge"),
    rule("trend", "ever_as", "trend_word breakage reliable", without="level service"),
    rule("month_overview", "ever_as ever_than", "level service", without="credit paid price must may if"),
    rule("clause", "extra_hours", "present", without="timed rate_card how_much did"),
    rule("that_day", "do_nothing", "timed if when consequence", without="credit our_claim ticket level their_inaction"),
    rule("month_overview", "they_met"),
    rule("service_hours", "day_length"),
    rule("count", "most_month", "ticket breakage priority", without="credit paid price charge_noun miss met_actual level_miss"),
    rule("count", "busiest_month", without="credit paid our_wait"),
    rule("count", "most_month", "count_things how_many", without="credit paid price charge_noun miss"),
    rule("heads_billed", "heads_billed", without="must"),
    rule("headcount", "on_plan"),
    rule("outages", "planned_work", "timed", "announced tell_of", without="credit must may if ticket"),
    rule("promises", "said_would", without="must may if price credit"),
    rule("clause", "is_in_it", "evidence_metric", without="timed did results share how_many miss met_actual other_deed"),
    rule("tickets_per_user", "per_user", "ticket", "compare", without="breakage level miss paid must pledge"),
    rule("felt_time", "waiting", "compare", without="must may if pledge credit our_wait who_slower"),
    rule("target", "target_changed", "level", without="timed credit met_actual miss would_have"),
    rule("price", "money_each", "clause_word pledge present", without="did timed credit"),
    rule("earlier_limit", "old_rule", "would_have", without="credit price paid ledger"),
    rule("amended", "amended", without="two compare"),
    rule("look_up", "reference"),
    rule("amount", "sum_named", without="must may if pledge ticket metric priority"),
    rule("origins", "origin_word", without="ticket credit paid price metric priority"),
    rule("last_email", "mail_meaning", without="must may if credit"),
    rule("due", "chase_list", without="credit paid price charge_noun metric priority ticket must may if pledge report notice term_end improvement_plan"),
    rule("due", "to_chase", without="credit paid price charge_noun metric priority ticket may if did improvement_plan"),
    rule("evidence", "regular_owed", without="must may if timed paid price charge_noun"),
    rule("due", "act_now", without="credit price metric ticket pledge if improvement_plan"),
    rule("clause", "contact_how", without="timed ticket_number credit"),
    rule("definition", "term"),
    rule("clauses_missing", "clause_kinds_missing", without="scope_map"),
    rule("clause_map", "clause_kinds"),
    rule("target", "show_clause", "ticket_metric", without="timed credit did"),
    rule("vague", "vague_word", without="their_mail metric"),
    rule("stranger", "party other_provider"),
    # What was promised in writing, what a message says, and how we were told.
    # Talking with them.
    rule("three_questions", "three_questions"),
    rule("felt_trust", "felt_trust", without="must if pledge ticket metric"),
    rule("choosing", "choosing_word", without="if pledge did timed metric"),
    rule("our_delays", "who_slower", without="must pledge if credit price"),
    rule("outage_cause", "fault_of own_fault", "availability outage_word an_incident timed", without="must may if pledge ticket ticket_number credit price delay_word miss ticket_metric priority"),
    rule("ownership", "ownership_word", without="must may if pledge ticket credit price their_mail relationship"),
    rule("meeting", "meeting_word", without="may if pledge complaint metric credit price paid did liability notice term_end"),
    rule("crisis", "kept_told", without="must may pledge if breach_notice"),
    rule("plain_talk", "plain_talk"),
    rule("promises", "word_given", "all_mails", without="must may if credit"),
    rule("last_email", "their_mail", without="must may if credit"),
    rule("promises", "corrective", "did which how_many present", without="must may if pledge persistent"),
    rule("promises", "word_on_cause", without="must may if"),
    rule("promises", "word_given", without="must may if metric priority target_word sla charge_noun price liability service"),
    rule("leaving_cost", "cost_of_leaving", without="ticket did persistent miss"),
    rule("first_fix", "first_fix", without="must pledge if"),
    rule("causes", "cause", "delay_word miss", without="credit must may if pledge paid report"),
    rule("lowered", "lowered", "tally did present", without="must may if pledge definition"),
    rule("our_delays", "our_wait", without="must may if pledge our_duty credit price method"),
    rule("integrity", "sound", without="if pledge report credit"),
    rule("repeats", "again", without="persistent credit must may if pledge doubled level sla"),
    rule("reopened", "reopen", "tally", without="must if pledge may"),
    rule("reopened", "reopen", "did", without="if pledge may"),
    rule("work_kinds", "proactive_word", "ratio_word", without="must if pledge"),
    rule("work_kinds", "work_kind", without="must if pledge credit proactive_word"),
    rule("outages", "availability outage_word", "why", without="must may pledge credit if"),
    rule("outages", "availability outage_word", "event_ask", without="must may if pledge credit sla target_word share unmeasured foreign_service other_deed results two compare"),
    rule("felt_time", "felt", "took waiting ticket_metric", without="must may if report"),
    rule("tickets_per_user", "per_user", "ticket", without="breakage change_word paid level miss must pledge compare"),
    rule("charge_drift", "invoice_right", without="per_user must may if credit price_rise"),
    rule("credit_ledger", "ledger_sure", without="if pledge"),
    rule("credit_ledger", "claim_lost"),
    rule("credit_ledger", "claim_answered", without="if must may their_mail"),
    rule("clause", "pays_rule", without="timed did how_much charge_noun ledger rate_card"),
    rule("credit_ledger", "our_claim", "ledger", without="must if pledge timed"),
    rule("credit_ledger", "credit", "ledger", "owed our_claim", without="must if pledge worked_out_on timed"),
    rule("credit_ledger", "credit", "ledger", without="must if pledge credit_rule worked_out_on timed"),
    rule("credit_ledger", "credit", "whole", without="must may if pledge claim_how worked_out_on"),
    rule("credit_ledger", "credit", "bounded", without="must may if pledge claim_time claim_how"),
    rule("security_trend", "secure_word", "doing results did present share over_months timed", without="must may if pledge credit two"),
    rule("security_trend", "evidence_metric", "over_months", without="must may if pledge credit two evidence"),
    rule("security_trend", "secure_word", "worry", without="may pledge if credit breach_notice"),
    rule("growth", "if_more", "price paid charge_noun how_much if saving", without="did ticket credit metric"),
    # The relationship: plans, registers, scope, effort, price, options, and how healthy it all is.
    rule("improvement_plan", "improvement_plan", without="persistent must may credit handed_over"),
    rule("leaving", "stay_or_leave", without="notice"),
    rule("viability", "provider_health", without="must if pledge"),
    rule("options", "renegotiate", without="pledge foretold priority ticket_metric"),
    rule("health", "relationship", without="must pledge"),
    rule("service_reduction", "doing_less", without="must pledge credit"),
    rule("proactivity", "proactive_word", without="must pledge"),
    rule("fee_reasonable", "fee_right", without="level must pledge price_rise credit timed"),
    rule("scope_map", "scope_map", without="must timed"),
    rule("registers", "kept_business kept_advice_asked kept_changes kept_deferred kept_advocacy", without="must pledge breach_notice"),
    rule("price", "price_held", without="did credit priority"),
    rule("prediction", "foretold"),
    rule("evidence", "evidence_noun", without="restore report review roadmap other_deed credit_noun"),
    rule("clause", "hack", "if must"),
    # Our side of it, and the money that comes back.
    rule("our_duties", "our_duty", without="credit our_claim"),
    rule("money", "credit", "worked_out_on", "charge_noun"),
    rule("credit_deadline", "our_claim", "claim_time claim_how"),
    rule("credit_deadline", "credit", "claim_how"),
    rule("credit_deadline", "credit", "our_claim"),
    rule("credit_terms", "credit", "if", without="timed"),
    rule("credit_terms", "if", "miss", "paid price", without="timed pays_rule"),
    rule("credit_terms", "doubled", "miss"),
    rule("credit_terms", "if", "get_what", "level miss sla", without="timed"),
    rule("credit_terms", "if", "share", "level miss sla", without="timed met_actual"),
    rule("credit_terms", "credit", "credit_rule wh_worked_out", without="timed did"),
    rule("credit_terms", "credit", "present", without="timed did owed"),
    rule("credits", "credit"),
    # Persistent failure, notice, and the end of the contract.
    rule("clause", "persistent", "consequence"),
    rule("clause", "persistent", "if", without="did"),
    rule("trigger", "if", "miss", "once_more", "level miss", without="credit ticket paid price"),
    rule("trigger", "persistent"),
    rule("clause", "complaint"),
    rule("duty", "other_deed breach_notice pen_test exit_plan", "deed", without="must how_long if"),
    rule("price", "price_rise", "notice", without="did timed"),
    rule("clause", "notice", "notice_other"),
    rule("term_dates", "notice", "short", without="notice_other timed did"),
    rule("term_dates", "notice", "leaving when must how_long how_much"),
    rule("clause", "term_end method_exit", "consequence"),
    rule("term_dates", "term_end", without="price breakage metric value"),
    rule("term_dates", "method_exit", "notice when"),
    rule("clause", "method_exit"),
    # What the provider says against what is counted.
    rule("month_overview", "planned_work", "metric", "timed"),
    rule("claims", "provider_claim", without="must if"),
    # Regular duties: what is owed is in the clauses, whether it was done is not.
    rule("clause", "report review roadmap restore pen_test exit_plan breach_notice other_deed", "must may if wh_worked_out", without="timed"),
    rule("clause", "scope", "other_deed"),
    rule("restore_duty", "restore"),
    rule("duty", "pen_test exit_plan"),
    rule("roadmap_duty", "roadmap"),
    rule("report_duty", "report", "came when which how_many", without="level evidence"),
    rule("backlog", "open_now", "evidence", without="must may miss pledge report"),
    rule("evidence", "evidence", without="price level_claim"),
    rule("review_duty", "review", without="level price"),
    # What the contract sets for itself.
    rule("clause", "method", without="timed"),
    rule("clause", "updates", without="timed did"),
    rule("clause", "amendment", without="timed"),
    rule("clause", "breach_word", "metric"),
    rule("clause", "heads", "minimum"),
    rule("clause", "liability ownership people_terms", without="timed metric"),
    rule("clause", "our_data", without="level"),
    rule("clause", "wh_worked_out", without="timed breakage how_many price_rise"),
    rule("clause", "maintenance", without="timed"),
    # Prices and what was paid.
    rule("spend", "spend_all", "paid charge_noun how_much price", "did", without="per_user must may if pledge credit price_rise present"),
    rule("spend", "spend_all", "paid charge_noun how_much price", "timed ever", without="per_user must may if pledge credit price_rise present rate_card"),
    rule("price", "rate_card", without="timed did per_user"),
    rule("money", "price_rise", "within_cap", "did ever timed"),
    rule("price", "price_rise", "may must", without="did"),
    rule("price", "price_rise", "must may pledge how_much when within_cap wh_worked_out if cap_word present", without="did timed"),
    rule("money", "price_rise"),
    rule("price", "charge_noun price paid", "pledge", without="timed did heads level"),
    rule("clause", "pays_rule"),
    rule("price", "charge_noun", "what_is", without="timed did level"),
    rule("price", "charge_noun", "short", "price", without="timed did level how_much paid"),
    rule("clause", "scope", without="timed level how_many"),
    rule("clause", "if"),
    rule("value", "value", without="level heads"),
    rule("money", "charge_noun", without="must level breakage value"),
    rule("money", "paid", "how_much timed did", without="level breakage heads"),
    rule("money", "price", "timed did how_much", without="level breakage share heads"),
    # Levels the contract does not set, and hours of cover.
    rule("unmeasured", "unmeasured", without="service_hours"),
    rule("service_hours", "service_hours", without="timed_level how_many"),
    # People, machines, the queue; a cut of the figures that is not held is not guessed.
    rule("unclear", "heads", "turning by_slice", without="level ticket may must"),
    rule("headcount", "heads", without="level ticket breakage may must"),
    rule("unclear", "by_slice", without="must may pledge"),
    rule("unclear", "service", "how_many", "ticket priority breakage", without="availability"),
    rule("unclear", "thing", without="must may pledge if"),
    rule("backlog", "open_now", without="must may miss"),
    # Things that break.
    rule("break_fix", "breakage", "two", without="level trend_word"),
    rule("trend", "breakage reliable", "change_word used_to getting", without="level"),
    rule("trend", "per_user", "ticket", "change_word"),
    rule("unclear", "breakage", "how_many", "narrowed", without="level miss"),
    rule("break_fix", "breakage", "how_many per_user", without="level level_miss"),
    rule("break_fix", "broken_word", "timed short", without="level miss"),
    rule("break_fix", "breakage", "timed", "which longest", without="level miss"),
    # Better or worse.
    rule("trend", "more_fewer", "ticket breakage", "compare used_to", without="level two"),
    rule("count", "two", "ticket", "more_fewer how_many", without="level breakage miss"),
    rule("comparison", "two", "what_changed", without="price breakage their_mail"),
    rule("comparison", "two", "level compare sla results doing value change_word service", without="how_many_things"),
    rule("comparison", "comparative", "timed", "level", "did"),
    rule("comparison", "compare", "timed", "level change_word sla results doing value", without="vs_target how_many_things trend_word"),
    rule("trend", "trend_word used_to getting", without="timed_level"),
    rule("trend", "change_word", "did present ticket", without="level timed how_many"),
    # What was promised.
    rule("clause", "anything_about", without="timed"),
    rule("target", "what_time", "level", "bounded"),
    rule("clause", "must may", "evidence_metric", without="how_long share results target_word pledge sla timed what_is"),
    rule("longest", "have_time", "did", "timed", "how_long", "level", without="must may pledge if what_is target_word"),
    rule("target", "target_word pledge must have_time", "level", without="longest met_actual vs_target may foreign_object turning where"),
    rule("target", "sla", "level", without="met_actual timed may foreign_object turning where"),
    rule("target", "what_time how_long", "what_is must have_time", "level", without="timed longest foreign_object did turning"),
    rule("target", "span", "level", "present right_so", without="timed did foreign_object turning"),
    rule("month_overview", "miss", "tag", without="must may pledge if"),
    rule("clause", "must may pledge", without="timed"),
    # What happened.
    rule("missed", "which how_many", "miss"),
    rule("month_overview", "quick_enough", "level"),
    rule("month_overview", "longest how_long", "availability"),
    rule("longest", "longest", "took level ticket"),
    rule("longest", "how_long", "level ticket waiting", without="share_met"),
    rule("clause", "foreign_object", without="timed"),
    rule("unclear", "how_many logged", "ticket", "narrowed", without="met"),
    rule("count", "how_many", "ticket priority", without="met metric"),
    rule("count", "count_things"),
    rule("count", "ticket", "logged short", "timed", without="met metric"),
    rule("clause", "present where", "ticket_metric", without="timed met did results doing priority short quick_enough"),
    rule("clause", "metric", "turning", without="timed met did results doing share how_many short"),
    rule("month_overview", "metric"),
    rule("month_overview", "priority", "timed met did doing results"),
    rule("month_overview", "sla target_word", "met results did timed"),
    rule("month_overview", "doing miss met results", "timed"),
    rule("value", "doing"),
    rule("target", "priority", "short"),
    rule("target", "sla"),
    rule("target", "target_word", "what_is which"),
    rule("month_overview", "timed", "short", without="turning contractual how_many how_long when"),
    rule("clause", "contractual clause_word our_data people_terms ownership liability notice"),
)  # fmt: skip


def placed(signs: frozenset[str]) -> str:
    """The intent of the first rule that holds, else `unclear`."""
    return next((one.intent for one in RULES if one.holds(signs)), "unclear")
