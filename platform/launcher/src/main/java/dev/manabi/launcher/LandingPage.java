package dev.manabi.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;

/** The page at the gateway's root: what runs where, in English and Japanese. */
final class LandingPage {

    private LandingPage() {}

    static String of(SystemOptions options) {
        String services = Service.all()
                .map(service -> "<tr><td>" + service.part().title() + "</td><td>"
                        + service.resources().stream()
                                .sorted()
                                .map(resource -> "<code>/api/v1/" + resource + "</code>")
                                .collect(Collectors.joining(" "))
                        + "</td><td><a href=\"/openapi/" + service.id() + "\">OpenAPI</a></td><td>"
                        + options.port(service.part()) + "</td></tr>")
                .collect(Collectors.joining("\n"));
        String people = DemoPeople.all()
                .map(person -> "<tr><td><code>" + person.id() + "</code></td><td>" + person.name() + "</td><td>"
                        + String.join(", ", person.roles()) + "</td></tr>")
                .collect(Collectors.joining("\n"));
        return template()
                .replace("{{services}}", services)
                .replace("{{people}}", people)
                .replace("{{inbox}}", options.url(Part.INBOX))
                .replace("{{issuer}}", options.issuerUrl())
                .replace("{{postgres}}", String.valueOf(options.port(Part.POSTGRES)))
                .replace("{{kafka}}", String.valueOf(options.port(Part.KAFKA)))
                .replace("{{smtp}}", String.valueOf(options.port(Part.SMTP)));
    }

    private static String template() {
        try (InputStream page = LandingPage.class.getResourceAsStream("landing.html")) {
            if (page == null) {
                throw new IllegalStateException("landing.html is missing beside this class");
            }
            return new String(page.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
