package dev.manabi.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;

/** Where somebody says in a browser who of the demo they are; nobody asks for a password on this machine. */
final class SignInPage {

    private static final String PAGE = """
            <!doctype html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <title>Sign in: Manabi</title>
            <style>
            :root { color-scheme: light dark; }
            body { font: 16px/1.6 system-ui, sans-serif; max-width: 26rem; margin: 12vh auto 2rem; padding: 0 1rem; }
            h1 { margin: 0; }
            button, input { font: inherit; width: 100%; box-sizing: border-box; padding: .6rem .8rem; margin: .2rem 0; border-radius: 6px; border: 1px solid #7778; }
            button { text-align: left; background: transparent; color: inherit; cursor: pointer; }
            button:hover, button:focus-visible { background: #3b5bdb; color: #fff; }
            small { opacity: .8; }
            button small { float: right; }
            </style>
            </head>
            <body>
            <main>
            <h1>Manabi <span lang="ja">学び</span></h1>
            <p>Who are you? <span lang="ja">どなたですか。</span><br><small>This provider believes everybody, on this machine only. <span lang="ja">この端末だけの認証です。</span></small></p>
            {{people}}
            <form method="post">
            <input name="username" required placeholder="somebody else, without roles / 役割のない別の人" aria-label="Somebody else, without roles / 役割のない別の人">
            <button>Go on <span lang="ja">続ける</span></button>
            </form>
            </main>
            </body>
            </html>
            """;

    private SignInPage() {}

    /** A new file, since the provider reads it again each time. */
    static Path write() {
        String people = DemoPeople.all().map(SignInPage::button).collect(Collectors.joining());
        try {
            Path page = Files.createTempFile("manabi-sign-in", ".html");
            page.toFile().deleteOnExit();
            return Files.writeString(page, PAGE.replace("{{people}}", people));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String button(DemoPeople.Person person) {
        String groups =
                person.roles().stream().map(role -> "&quot;" + role + "&quot;").collect(Collectors.joining(","));
        return """
                <form method="post">
                <input type="hidden" name="username" value="%s">
                <input type="hidden" name="claims" value="{&quot;name&quot;:&quot;%s&quot;,&quot;groups&quot;:[%s]}">
                <button id="as-%1$s">%2$s <small>%4$s</small></button>
                </form>
                """.formatted(person.id(), person.name(), groups, String.join(", ", person.roles()));
    }
}
