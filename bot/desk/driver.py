"""The human side of the desk over HTTP: what the browser page (or any script) calls. JSON in, JSON out.

Every request carries the desk's token: header `X-Desk-Token: TOKEN`, or `?token=TOKEN`, or the cookie `desk_token` that
`GET /?token=TOKEN` sets. Without it: 403. Requests whose Host is not this machine's loopback are refused: 403.

GET  /                       The page: `bot/desk/page/index.html`; the files beside it are at `/page/NAME`.
GET  /desk/state?as=USER     Everything that person sees, without messages (without `as`: the first person):
     {"seq": 41, "me": PERSON, "team": {"id", "name", "domain"}, "people": [PERSON...], "channels": [CHANNEL...],
      "app": {"id", "name", "bot_user", "connected": true, "commands": [{"command", "description", "usage_hint"}],
              "shortcuts": [{"name", "type": "message"|"global", "callback_id", "description"}],
              "prompts": {"title": null, "prompts": [{"title", "message"}]}, "home": VIEW|null, "dm": CHANNEL_ID|null},
      "views": [VIEW...] (the stack of open modals, the topmost last), "seats": [PERSON...] (whom the page may act as),
      "faults": {"armed": {NAME: times}, "known": {NAME: "what it does"}}}
     PERSON  = {"id", "name", "real_name", "title", "kind": "owner"|"admin"|"member"|"guest"|"bot", "team_id",
                "is_external", "is_bot"}
     CHANNEL = {"id", "name", "kind": "public"|"private"|"im"|"mpim", "is_member", "is_archived", "is_ext_shared",
                "members": [USER_ID...], "with": USER_ID|null (the other one of a DM), "topic", "last_ts", "email"}
     VIEW    = Slack's own view object: {"id", "type": "modal"|"home", "title", "submit", "close", "blocks", "hash",
                "state": {"values": {}}, "callback_id", ...}
GET  /desk/messages?as=USER&channel=C[&thread_ts=TS]
     {"messages": [MESSAGE...], "status": STATUS|null}, oldest first. Without thread_ts: the channel's own messages (and
     broadcast replies); with it: the root and all replies. Ephemeral messages for this person are among them.
     MESSAGE = Slack's own message object ({"ts", "user", "text", "blocks", "thread_ts", "files", "edited", "bot_id",
               "reply_count", "reactions": [{"name", "users", "count"}]...}) plus
               {"ephemeral": bool, "streaming": bool, "author": PERSON, "channel": C, "markdown": str|null (the text of a
               streamed or markdown message), "chunks": [task and plan chunks of a streamed message]}
     STATUS  = {"channel", "thread_ts", "status": "is reading the contract…", "loading_messages": [...]}
GET  /desk/files/FILE_ID     A file's content, with its own content type.
GET  /desk/events?as=USER[&since=SEQ]
     Server-sent events; `id:` is the seq and each `data:` line one JSON object {"seq", "type", ...}:
       message | message_changed   {"channel", "message": MESSAGE}
       message_deleted             {"channel", "ts", "thread_ts"}
       status                      STATUS (an empty status clears it)
       title                       {"channel", "thread_ts", "title"}
       prompts                     {"channel", "thread_ts", "title", "prompts"}
       views                       {"views": [VIEW...]} (the whole stack; empty = all closed)
       home                        {"view": VIEW}
       channels | app | faults     {} (something changed: fetch /desk/state again)
     A comment line `: still here` comes every 15 s. `since` replays what was missed (the last 2,000 are kept).
POST /desk/act               {"as": USER, "do": ACT, ...arguments} -> {"ok": true, ...} or
                             {"ok": false, "error": CODE, "message": "one plain sentence"} (400)
     post             channel, text[, thread_ts][, files: [{"name", "content_base64"}]]          -> {"ts"}
     edit             channel, ts, text
     delete           channel, ts
     react            channel, ts, name
     press            action_id, (channel, ts | view_id)[, block_id][, value | values]           -> {"acknowledged"}
                      A button needs no value. A select, radio, overflow or date picker takes `value` (the option's value,
                      "2026-10-01", "09:30", a user or channel id); checkboxes and multi-selects take `values`; a
                      feedback button takes the pressed value. Pickers inside a modal's input blocks are not pressed: their
                      values go along with submit.
     suggest          action_id, value (what was typed), (channel, ts | view_id)                 -> {"options": [...]}
     submit           view_id, values: {BLOCK_ID: value or [values]}     -> {"acknowledged", "errors": {BLOCK_ID: "..."},
                      "views": [VIEW...]}   an empty `errors` and a shorter stack mean it was taken
     close            view_id                                                                    -> {"views": [VIEW...]}
     command          channel, command ("/msp"), text                     -> {"acknowledged", "error": null|"operation_timeout"}
     message_shortcut channel, ts, callback_id                                                   -> {"acknowledged"}
     global_shortcut  callback_id                                                                -> {"acknowledged"}
     open_home                                                            (the app's Home tab)
     open_messages                                                        (the app's Messages tab) -> {"channel"}
     look_at          channel                                             (what this person has on the screen)
     open_dm          user                                                                       -> {"channel"}
     email            channel, subject, text[, from][, from_name][, html][, to][, attachments: [{"name",
                      "content_base64"}]]                                  (an email sent to the channel's address) -> {"ts"}
     invite | remove  channel, user
     archive          channel
     convert          channel, kind: "public"|"private"
POST /desk/fault             {"name": NAME[, "times": 1][, ...options]} arms a fault; {"clear": true} disarms all.
GET  /desk/journal?since=N   {"entries": [...], "next": M}: calls, answers, envelopes, acknowledgements, oldest first.
"""

from __future__ import annotations
