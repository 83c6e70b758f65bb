package dev.manabi.launcher;

import dev.manabi.launcher.LocalInbox.Hook;
import dev.manabi.launcher.LocalInbox.Mail;
import java.util.List;

/** The inbox as a page for people. Everything on it came from outside, so everything is escaped. */
final class InboxPage {

    private InboxPage() {}

    static String of(List<Mail> mails, List<Hook> hooks) {
        StringBuilder page = new StringBuilder("""
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><title>Inbox</title>
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <style>
                body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
                article { border: 1px solid #ccc; border-radius: 6px; padding: .5rem 1rem; margin: 1rem 0; }
                pre { white-space: pre-wrap; overflow-wrap: anywhere; } .about { color: #555; margin: 0; }
                </style></head><body>
                <h1>Inbox <span lang="ja">受信箱</span></h1>
                """);
        page.append("<h2>Mails (").append(mails.size()).append(")</h2>\n");
        for (Mail mail : mails.reversed()) {
            page.append("<article><h3>").append(escape(mail.subject())).append("</h3><p class=about>");
            page.append(escape(mail.from())).append(" to ").append(escape(mail.recipient()));
            page.append(", ").append(mail.receivedAt()).append("</p><pre>");
            page.append(escape(mail.text() != null ? mail.text() : String.valueOf(mail.html())));
            page.append("</pre></article>\n");
        }
        page.append("<h2>Webhook calls (").append(hooks.size()).append(")</h2>\n");
        for (Hook hook : hooks.reversed()) {
            page.append("<article><h3>").append(escape(hook.name())).append("</h3><p class=about>");
            page.append(hook.receivedAt()).append("</p><pre>").append(escape(hook.body()));
            page.append("</pre></article>\n");
        }
        return page.append("</body></html>\n").toString();
    }

    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
