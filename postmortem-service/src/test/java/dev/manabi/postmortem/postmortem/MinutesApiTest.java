package dev.manabi.postmortem.postmortem;

import static dev.manabi.testkit.Tokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.manabi.contracts.MeetingMessage.Meeting;
import dev.manabi.contracts.MeetingMessage.MeetingCancelled;
import dev.manabi.contracts.MeetingMessage.MeetingMinutesRecorded;
import dev.manabi.contracts.MeetingMessage.Outcome;
import dev.manabi.contracts.MeetingMessage.Subject;
import dev.manabi.contracts.PostmortemMessage;
import dev.manabi.contracts.Topic;
import dev.manabi.postmortem.Story;
import dev.manabi.testkit.TestTopics;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What meetings write down stands beside what is reviewed (ADR 31). */
@QuarkusTest
class MinutesApiTest {

    private final String word = "z" + UUID.randomUUID().toString().replace("-", "");

    @BeforeEach
    void everybodyIsKnown() {
        Story.knowEverybody();
    }

    @Test
    void an_accepted_postmortem_gets_minutes_and_stays_accepted() {
        String path = accepted();
        JsonPath before = Story.read(path);
        TestTopics.publish(minutes(UUID.randomUUID(), "We talked about " + word + ", @alex.", List.of(), path));
        awaitMinutes(path, 1);

        JsonPath after = Story.read(path);
        assertThat(after.getString("status")).isEqualTo("APPROVED");
        assertThat(after.getString("contentHash")).isEqualTo(before.getString("contentHash"));
        assertThat(after.getInt("revision")).isEqualTo(before.getInt("revision"));
        assertThat(after.getString("minutes[0].text")).isEqualTo("We talked about " + word + ", @alex.");
        assertThat(after.getList("minutes[0].decisions")).containsExactly("Staging first");
        as("mei").post(path + "/publish").then().statusCode(200);
    }

    @Test
    void they_are_the_last_section_of_every_export_and_are_found() {
        String path = Story.draft();
        TestTopics.publish(minutes(UUID.randomUUID(), "We talked about " + word + ", @alex.", List.of(), path));
        awaitMinutes(path, 1);

        String markdown = export(path, "markdown");
        assertThat(markdown.substring(markdown.lastIndexOf("\n## ")))
                .startsWith("\n## Minutes of the review meeting on 2026-03-05 13:01:00 UTC")
                .contains("Present: Alex Tanaka, Mei Tanaka. Minutes: Alex Tanaka.")
                .contains("We talked about " + word + ", Alex Tanaka.")
                .contains("- Staging first");
        assertThat(export(path, "html")).contains(word);
        assertThat(export(path, "json")).contains(word);
        List<String> found =
                as("sam").queryParam("q", word).get("/api/v1/search").jsonPath().getList("items.id");
        assertThat(found).containsExactly(Story.read(path).getString("id"));
    }

    @Test
    void a_message_that_comes_again_adds_nothing() {
        String path = Story.draft();
        UUID meeting = UUID.randomUUID();
        MeetingMinutesRecorded told = minutes(meeting, "Once.", List.of(), path);
        UUID message = UUID.randomUUID();
        TestTopics.publish(message, told);
        TestTopics.publish(message, told);
        TestTopics.publish(told); // another message about the same meeting
        TestTopics.publish(minutes(UUID.randomUUID(), "Another meeting.", List.of(), path));
        awaitMinutes(path, 2);

        assertThat(Story.read(path).getList("minutes.text")).containsExactlyInAnyOrder("Once.", "Another meeting.");
    }

    @Test
    void a_meeting_about_two_postmortems_writes_to_both_and_closes_the_comments_that_it_resolved() {
        String one = Story.draft();
        String other = Story.draft();
        String resolved = comment(one);
        String deferred = comment(one);
        UUID postmortem = UUID.fromString(Story.read(one).getString("id"));
        TestTopics.publish(minutes(
                UUID.randomUUID(),
                "Both.",
                List.of(
                        new Outcome(postmortem, UUID.fromString(resolved), null, "RESOLVED", "We add a case."),
                        new Outcome(
                                postmortem, UUID.fromString(deferred), null, "DEFERRED", "Support reads it first.")),
                one,
                other));
        awaitMinutes(one, 1);
        awaitMinutes(other, 1);

        assertThat(Story.read(one).getList("minutes[0].settled.resolved")).containsExactly(true, false);
        assertThat(Story.read(other).getList("minutes[0].settled")).isEmpty();
        JsonPath comments = as("mei").get(one + "/comments").jsonPath();
        assertThat(comments.<Object>get("items.find { it.id == '" + resolved + "' }.resolution"))
                .isEqualTo("We add a case.");
        assertThat(comments.<Object>get("items.find { it.id == '" + deferred + "' }.resolved"))
                .isEqualTo(false);
        await().untilAsserted(() -> assertThat(TestTopics.received(Topic.POSTMORTEMS, postmortem.toString()))
                .extracting(TestTopics.Message::event)
                .filteredOn(PostmortemMessage.CommentResolved.class::isInstance)
                .hasSize(1));
    }

    @Test
    void a_cancelled_meeting_leaves_nothing_behind() {
        String path = Story.draft();
        MeetingMinutesRecorded held = minutes(UUID.randomUUID(), "Held.", List.of(), path);
        TestTopics.publish(new MeetingCancelled(
                held.meetingId(), held.meeting(), "Settled in the comments", "mei", Instant.now()));
        TestTopics.publish(held);
        awaitMinutes(path, 1);
    }

    private static String accepted() {
        String path = Story.draft();
        Story.complete(path);
        as("mei").body(Map.of()).post(path + "/submit").then().statusCode(200);
        Story.accept(Story.read(path), "ken");
        Story.awaitStatus(path, "APPROVED");
        return path;
    }

    private static String comment(String path) {
        return as("ken")
                .body(Map.of("section", "summary", "text", "Why?"))
                .post(path + "/comments")
                .then()
                .statusCode(201)
                .extract()
                .jsonPath()
                .getString("id");
    }

    private static String export(String path, String format) {
        return as("sam")
                .queryParam("format", format)
                .get(path + "/export")
                .then()
                .statusCode(200)
                .extract()
                .asString();
    }

    static void awaitMinutes(String path, int count) {
        await().untilAsserted(
                        () -> assertThat(Story.read(path).getList("minutes")).hasSize(count));
    }

    static MeetingMinutesRecorded minutes(UUID meeting, String text, List<Outcome> outcomes, String... postmortems) {
        List<Subject> subjects = Arrays.stream(postmortems)
                .map(Story::read)
                .map(one -> new Subject(one.getUUID("id"), one.getString("number"), one.getString("title")))
                .toList();
        Meeting about = new Meeting(
                0,
                subjects,
                Instant.parse("2026-03-05T13:00:00Z"),
                45,
                "Europe/Berlin",
                null,
                null,
                "rin",
                "alex",
                List.of("alex", "mei", "rin"),
                "en",
                "mei",
                false);
        return new MeetingMinutesRecorded(
                meeting,
                about,
                Instant.parse("2026-03-05T13:01:00Z"),
                Instant.parse("2026-03-05T13:44:00Z"),
                List.of("alex", "mei"),
                text,
                "alex",
                outcomes,
                List.of("Staging first"));
    }
}
