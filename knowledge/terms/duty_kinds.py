"""The usual duties of a provider by name, the words that mean each, and the verbs by which it is done."""

from __future__ import annotations

# Each kind with what is told of it and the words that name it.
KINDS: tuple[tuple[str, str, str], ...] = (
    (
        "restore_test",
        "restore test",
        r"\b(?:restor\w+ tests?|test(?:s|ed|ing)?\b[^.;]{0,30}\brestor\w+|restore a (?:sample|selection|test)\b|(?:recovery|backup) tests?|tests? (?:of )?(?:the )?back-?ups?)\b",
    ),
    ("pen_test", "penetration test", r"\b(?:pen(?:etration)?[ -]?tests?\w*)\b"),
    (
        "breach_notice",
        "notice of a security incident",
        r"\b(?:security (?:incidents?|breach\w*)|(?:personal )?data breach\w*|data\b[^.;]{0,20}\b(?:is|are) (?:\w+ or )?(?:lost|stolen|leaked)\b|breach of security|unauthori[sz]ed (?:access|disclosure))\b",
    ),
    ("roadmap", "roadmap", r"\b(?:(?:it|technology|strategic|service) roadmap|roadmap|technology plan|it strategy)\b"),
    ("exit_plan", "exit plan", r"\bexit (?:management )?plan\b"),
    (
        "review",
        "review meeting",
        r"\b(?:(?:service |performance |monthly |quarterly |account )*review (?:meeting|call)s?|(?:monthly|quarterly|service) (?:service )?(?:meeting|review)s?|QBRs?)\b|\bsit down with you\b|\bmeet\b[^.;]{0,120}\b(?:review|discuss)\b",
    ),
    (
        "report",
        "service report",
        r"\b(?:(?:monthly|quarterly|performance|service|service level|management|written|monitoring|kpi|sla) )+reports?\b|\breport on (?:its |the )?(?:performance|services?|service levels?)\b|\b(?:every|each) month\b[^.;]{0,40}\breports?\b|\breports?\b[^.;]{0,60}\b(?:service levels?|performance)\b|\breports?\b[^.;]{0,40}\b(?:every|each) (?:calendar )?month\b",
    ),
    ("patching", "patches installed", r"\b(?:patch(?:es|ing|ed)?|security updates?)\b"),
    ("backup", "backups", r"\bback-?ups?\b|\bback up\b"),
    (
        "other",
        "cause of a failure explained",
        r"\broot cause|\bRCA\b|\baccount of the cause|\bcause of the (?:incident|failure)|\bpost[- ]incident (?:report|review)",
    ),
    ("other", "improvement plan", r"\b(?:improvement|rectification|remediation|corrective action) plan\b"),
    (
        "other",
        "disaster recovery test",
        r"\b(?:disaster recovery|business continuity|DR|BCP)\b[^.;]{0,80}\btest|\btest\b[^.;]{0,60}\b(?:disaster recovery|continuity|the plans?)\b",
    ),
)
ALWAYS_CHECKED = {"exit_plan", "roadmap"}
OFTEN_WORDED = {
    "breach_notice": r"\bimmediate|\bwithout (?:undue )?delay|\bpromptly|\bas soon as",
    "backup": r"\b(?:daily|every day|each day|nightly|weekly|hourly)\b(?![^.]*%)",
}
ACTS: dict[str, str] = {
    "report": r"(?<!with )\b(?:send|provide|deliver|submit|supply|issue|produce|give|furnish)\w*\b|\bmonthly report of\b|\breport on\b|\breports? (?:is|are) due\b",
    "review": r"\b(?:sit down|hold|held|attend|meet|arrange|conduct|convene|take place|takes place|happen|chair)\w*\b",
    "breach_notice": r"\b(?:notif\w+|tell|inform|report)\b",
    "backup": r"\b(?:back up|take|perform|carry out|run|make|complete|ensure)\b",
    "patching": r"\b(?:install|put|apply|applied|deploy|patch)\w*\b",
    "exit_plan": r"\b(?:keep|prepare|provide|produce|maintain|deliver|give|update)\w*\b",
    "roadmap": r"\b(?:give|provide|produce|present|prepare|maintain|update|keep)\w*\b",
}
