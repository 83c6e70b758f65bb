package dev.manabi.notification.text;

import dev.manabi.eventsourcing.DomainException.InvalidValue;
import dev.manabi.eventsourcing.DomainException.NotFound;
import dev.manabi.eventsourcing.DomainException.StaleVersion;
import dev.manabi.eventsourcing.Expected;
import dev.manabi.kit.Answers;
import dev.manabi.kit.Caller;
import dev.manabi.kit.Idempotent;
import dev.manabi.kit.Page;
import dev.manabi.kit.Roles;
import dev.manabi.kit.TransactionSql;
import dev.manabi.notification.announcement.Announcement;
import dev.manabi.notification.announcement.Language;
import dev.manabi.notification.announcement.OwnTexts.Source;
import dev.manabi.notification.announcement.TextPreview;
import dev.manabi.notification.announcement.TextPreview.Shown;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** How announcements are worded: ours, or the organisation's own. */
@Path("/api/v1/texts")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Texts", description = "How announcements are worded")
public class TextResource {

    private static final int LONGEST = 16_000;

    private final TextPreview preview;
    private final TransactionSql sql;
    private final Caller caller;

    TextResource(TextPreview preview, TransactionSql sql, Caller caller) {
        this.preview = preview;
        this.sql = sql;
        this.caller = caller;
    }

    /**
     * The parts are Qute templates of words alone: {@code {title}} stands for a value, {@code {#if priority}…{/if}} for
     * what is said only where there is one. In {@code chat} what is between asterisks stands out in every kind of room.
     *
     * @param subject one line
     * @param mail plain text; the HTML part is made from it
     */
    @Schema(name = "TextParts", examples = """
                    {
                      "subject": "[{number}] To read: {title}",
                      "chat": "*{number}* is published: {title}\\n{link}",
                      "mail": "{greeting}\\n\\n{number}: {title}\\n{link}\\n\\n{summary}\\n"
                    }
                    """)
    public record Parts(
            @NotBlank @Size(max = 500) String subject,
            @NotBlank @Size(max = LONGEST) String chat,
            @NotBlank @Size(max = LONGEST) String mail) {

        Source source() {
            return new Source(subject, chat, mail);
        }
    }

    /**
     * @param own whether the organisation has written it; else it is ours
     * @param words what can stand between braces
     * @param savedBy person id; null where nobody has changed it
     * @param version 0 where nobody has changed it
     */
    @Schema(name = "Text")
    public record TextAnswer(
            String announcement,
            String language,
            boolean own,
            String subject,
            String chat,
            String mail,
            List<String> words,
            @Nullable String savedBy,
            @Nullable Instant savedAt,
            long version) {}

    @GET
    @Transactional
    @Operation(summary = "Every text in every language")
    public Page<TextAnswer> listTexts() {
        Map<String, OwnText> newest = StoredTexts.newest();
        return new Page<>(
                Arrays.stream(Announcement.Kind.values())
                        .flatMap(kind -> Arrays.stream(Language.values())
                                .map(language -> answer(
                                        kind,
                                        language,
                                        Optional.ofNullable(
                                                newest.get(StoredTexts.key(kind.template(), language.code()))))))
                        .toList(),
                null);
    }

    @GET
    @Path("/{announcement}/{language}")
    @Transactional
    @Operation(summary = "One text")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TextAnswer.class)))
    public Response getText(@PathParam("announcement") String announcement, @PathParam("language") String language) {
        return ok(kind(announcement), language(language));
    }

    @PUT
    @Path("/{announcement}/{language}")
    @Transactional
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Write a text of one's own")
    @APIResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = TextAnswer.class)))
    public Response writeText(
            @PathParam("announcement") String announcement,
            @PathParam("language") String language,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
            @Valid @NotNull Parts request) {
        Announcement.Kind kind = kind(announcement);
        Language in = language(language);
        preview.show(kind, in, request.source());
        save(kind, in, Expected.required(ifMatch), request);
        return ok(kind, in);
    }

    @DELETE
    @Path("/{announcement}/{language}")
    @Transactional
    @RolesAllowed(Roles.ADMIN)
    @Operation(summary = "Go back to our text")
    @APIResponse(responseCode = "204", description = "Ours holds again")
    public void dropText(
            @PathParam("announcement") String announcement,
            @PathParam("language") String language,
            @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch) {
        save(kind(announcement), language(language), Expected.required(ifMatch), null);
    }

    @POST
    @Path("/{announcement}/{language}/preview")
    @Idempotent
    @Operation(summary = "Show how a text would look, with example values; nothing is stored")
    @APIResponse(
            responseCode = "200",
            description = "The text, filled in",
            content = @Content(schema = @Schema(implementation = Shown.class)))
    public Response previewText(
            @PathParam("announcement") String announcement,
            @PathParam("language") String language,
            @Valid @NotNull Parts request) {
        return Response.ok(preview.show(kind(announcement), language(language), request.source()))
                .build();
    }

    private void save(Announcement.Kind kind, Language language, Expected expected, @Nullable Parts parts) {
        sql.lock("own-text/" + kind.template() + "/" + language.code());
        Optional<OwnText> before = StoredTexts.newest(kind.template(), language.code());
        long seen = before.map(text -> text.version).orElse(0L);
        if (expected instanceof Expected.Version(long version) && version != seen) {
            throw new StaleVersion(version, seen);
        }
        OwnText text = new OwnText();
        text.announcement = kind.template();
        text.language = language.code();
        text.version = seen + 1;
        text.subject = parts == null ? null : parts.subject();
        text.chat = parts == null ? null : parts.chat();
        text.mail = parts == null ? null : parts.mail();
        text.savedBy = caller.person();
        text.savedAt = caller.cause().at();
        text.persist();
    }

    private Response ok(Announcement.Kind kind, Language language) {
        TextAnswer answer = answer(kind, language, StoredTexts.newest(kind.template(), language.code()));
        return Answers.ok(answer.version(), answer);
    }

    private TextAnswer answer(Announcement.Kind kind, Language language, Optional<OwnText> stored) {
        Optional<Source> own = stored.filter(text -> text.mail != null)
                .map(text ->
                        new Source(String.valueOf(text.subject), String.valueOf(text.chat), String.valueOf(text.mail)));
        Source source = own.orElseGet(() -> preview.ours(kind, language));
        return new TextAnswer(
                kind.template(),
                language.code(),
                own.isPresent(),
                source.subject(),
                source.chat(),
                source.mail(),
                preview.words(kind),
                stored.map(text -> text.savedBy).orElse(null),
                stored.map(text -> text.savedAt).orElse(null),
                stored.map(text -> text.version).orElse(0L));
    }

    private static Announcement.Kind kind(String name) {
        return Arrays.stream(Announcement.Kind.values())
                .filter(kind -> kind.template().equals(name))
                .findFirst()
                .orElseThrow(() -> new NotFound("announcement", name));
    }

    private static Language language(String code) {
        return Arrays.stream(Language.values())
                .filter(language -> language.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new InvalidValue("language", "language is en or ja."));
    }
}
