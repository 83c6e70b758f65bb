package dev.manabi.postmortem.search;

import dev.manabi.kit.Page;
import dev.manabi.kit.PageRequest;
import dev.manabi.kit.Roles;
import dev.manabi.postmortem.listing.Filter;
import dev.manabi.postmortem.postmortem.ActionItemView;
import dev.manabi.postmortem.postmortem.CommentView;
import dev.manabi.postmortem.postmortem.PostmortemView;
import dev.manabi.postmortem.postmortem.domain.Status;
import dev.manabi.postmortem.search.Search.Candidate;
import dev.manabi.postmortem.search.Search.Candidates;
import dev.manabi.postmortem.search.SearchQuery.Word;
import jakarta.annotation.security.RolesAllowed;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Finding postmortems by what they say. */
@Path("/api/v1/search")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed(Roles.MEMBER)
@Tag(name = "Search")
public class SearchResource {

    /** So many places are shown of each postmortem, those first that count more. */
    private static final int MOST_HITS = 3;

    private final Search search;

    SearchResource(Search search) {
        this.search = search;
    }

    /** What the hits are narrowed to. */
    public record Filters(
            @QueryParam("status") @Parameter(schema = @Schema(implementation = Status.class)) @Nullable
            String status,

            @QueryParam("team") @Nullable String team,

            @QueryParam("severity") @Parameter(description = "At its peak, SEV1 to SEV5") @Nullable
            String severity,

            @QueryParam("service") @Nullable String service,

            @QueryParam("language") @Parameter(description = "en or ja") @Nullable
            String language,

            @QueryParam("owner") @Nullable String owner,

            @QueryParam("kind")
            @Parameter(description = "Where all words must stand", schema = @Schema(implementation = Piece.Kind.class))
            @Nullable
            String kind,

            @QueryParam("from") @Parameter(description = "Drafted at this time or later") @Nullable
            String from,

            @QueryParam("until") @Parameter(description = "Drafted before this time") @Nullable
            String until) {

        Filter filter() {
            Status wanted = Filter.oneOf(Status.class, "status", status);
            return new Filter()
                    .and("p.status = :status", "status", wanted == null ? null : wanted.name())
                    .and("p.team = :team", "team", team)
                    .and("p.severity = :severity", "severity", severity)
                    .and("p.services @> jsonb_build_array(cast(:service as text))", "service", service)
                    .and("p.language = :language", "language", language)
                    .and("p.owner = :owner", "owner", owner)
                    .and("p.drafted_at >= :from", "from", Filter.time("from", from))
                    .and("p.drafted_at < :until", "until", Filter.time("until", until));
        }
    }

    /**
     * Postmortems that have all words, the best first.
     *
     * @param next to be sent as {@code cursor} for what follows; null at the end
     * @param capped there are older ones which were not ranked and are not shown: narrow the search to see them
     */
    @Schema(name = "SearchAnswer")
    public record Answer(List<Found> items, @Nullable String next, boolean capped) {}

    /**
     * A postmortem that has all words.
     *
     * @param rank how well it fits; comparable within one answer only
     * @param hits places where the words stand: three, or more where it takes more to show every word
     */
    @Schema(name = "SearchHit")
    public record Found(
            UUID id,
            String number,
            String title,
            @Nullable String incidentNumber,
            Status status,
            String severity,
            @Nullable String team,
            @Nullable String owner,
            Instant draftedAt,
            float rank,
            List<Hit> hits) {}

    /**
     * One place.
     *
     * @param key of the section, id of the action item or the comment, or {@code title}
     * @param name title of the section or action item; empty for others
     * @param snippet the text around it, in parts, as it was written: never HTML
     */
    @Schema(name = "SearchPlace")
    public record Hit(Piece.Kind kind, String key, String name, List<SnippetPart> snippet) {}

    /** @param marked whether it is what was looked for */
    @Schema(name = "SnippetPart")
    public record SnippetPart(String text, boolean marked) {}

    @GET
    @Transactional
    @Operation(
            operationId = "searchPostmortems",
            summary = "Postmortems by words of their title, sections, action items and comments, the best first",
            description =
                    "Only the newest " + Search.MOST_RANKED + " hits are ranked; `capped` says whether there are"
                            + " more. Snippets are the text as it was written, in parts; those with `marked` are what was looked for.")
    public Answer search(
            @QueryParam("q")
                    @Parameter(
                            description = "All of these words: a word or how it begins, a whole number, or any piece of"
                                    + " Japanese",
                            required = true,
                            example = "決済 timeout")
                    @Nullable
                    String q,
            @BeanParam Filters filters,
            @QueryParam("limit") @Nullable Integer limit,
            @QueryParam("cursor") @Nullable String cursor) {
        PageRequest page = PageRequest.of(limit, cursor);
        RankCursor after = RankCursor.read(page.after());
        Piece.Kind kind = Filter.oneOf(Piece.Kind.class, "kind", filters.kind());
        SearchQuery query = SearchQuery.of(q, kind);
        Candidates candidates = search.find(query, filters.filter());
        List<Candidate> left = after == null ? candidates.ranked() : after.rest(candidates.ranked());
        List<Found> found = confirmed(query, left, page.rowsToRead());
        Page<Found> shown = Page.of(page, found, hit -> new RankCursor(hit.rank(), hit.id()).text(), hit -> hit);
        return new Answer(shown.items(), shown.next(), candidates.capped());
    }

    /** Of what the index found, those whose text has the words: read page by page, so most are never read. */
    private static List<Found> confirmed(SearchQuery query, List<Candidate> candidates, int wanted) {
        List<Found> found = new ArrayList<>();
        for (int at = 0; at < candidates.size() && found.size() < wanted; at += wanted) {
            List<Candidate> some = candidates.subList(at, Math.min(at + wanted, candidates.size()));
            Texts texts = Texts.of(some);
            some.forEach(candidate -> texts.found(candidate, query).ifPresent(found::add));
        }
        return found.subList(0, Math.min(wanted, found.size()));
    }

    /** What some postmortems say. */
    private record Texts(
            Map<UUID, PostmortemView> postmortems,
            Map<UUID, List<ActionItemView>> items,
            Map<UUID, List<CommentView>> comments) {

        static Texts of(List<Candidate> candidates) {
            List<UUID> ids = candidates.stream().map(Candidate::id).toList();
            List<PostmortemView> postmortems = PostmortemView.list("id in ?1", ids);
            List<ActionItemView> items = ActionItemView.list("postmortemId in ?1 order by position", ids);
            List<CommentView> comments = CommentView.list("postmortemId in ?1 order by position", ids);
            return new Texts(
                    postmortems.stream().collect(Collectors.toMap(one -> one.id, Function.identity())),
                    items.stream().collect(Collectors.groupingBy(one -> one.postmortemId)),
                    comments.stream().collect(Collectors.groupingBy(one -> one.postmortemId)));
        }

        Optional<Found> found(Candidate candidate, SearchQuery query) {
            PostmortemView postmortem = postmortems.get(candidate.id());
            if (postmortem == null) {
                return Optional.empty();
            }
            List<Hit> hits = new ArrayList<>();
            Set<Word> missing = new HashSet<>(query.words());
            List<Piece> pieces = Piece.of(
                    postmortem,
                    items.getOrDefault(candidate.id(), List.of()),
                    comments.getOrDefault(candidate.id(), List.of()));
            for (Piece piece : pieces) {
                if (query.in() == null || query.in() == piece.kind()) {
                    look(piece, query, missing, hits);
                }
            }
            return missing.isEmpty() ? Optional.of(answer(postmortem, candidate.rank(), hits)) : Optional.empty();
        }

        private static void look(Piece piece, SearchQuery query, Set<Word> missing, List<Hit> hits) {
            PlainText plain = PlainText.of(piece.text());
            List<Word> here = query.words().stream()
                    .filter(word -> word.in(plain.text(), 0) >= 0)
                    .toList();
            boolean news = missing.removeAll(here);
            if (!here.isEmpty() && (news || hits.size() < MOST_HITS)) {
                List<SnippetPart> parts = Snippet.around(piece.text(), Snippet.spans(plain, here)).stream()
                        .map(part -> new SnippetPart(part.text(), part.marked()))
                        .toList();
                hits.add(new Hit(piece.kind(), piece.key(), piece.name(), parts));
            }
        }

        private static Found answer(PostmortemView postmortem, float rank, List<Hit> hits) {
            return new Found(
                    postmortem.id,
                    postmortem.number,
                    postmortem.title,
                    postmortem.incidentNumber,
                    postmortem.status,
                    postmortem.severity,
                    postmortem.team,
                    postmortem.owner,
                    postmortem.draftedAt,
                    rank,
                    hits);
        }
    }
}
