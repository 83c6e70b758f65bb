package dev.manabi.system;

import dev.manabi.launcher.LocalInbox.Hook;
import dev.manabi.launcher.LocalInbox.Mail;
import dev.manabi.launcher.Service;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What a run has left behind, read once it is quiet. Everything in it was read after every public event had been
 * delivered a second time, but for {@code told}.
 *
 * @param told the topics as they were before
 * @param toldAgain what was added when every service published everything again from its store
 * @param deadLetters what some consumer has given up, as text
 * @param subscriptions consumer group → topics
 * @param rebuilt service → table → rows, after the service has made its read models anew
 */
record Evidence(
        List<Journal.Entry> journal,
        Map<Service, Store> stores,
        List<Told> told,
        List<Told> toldAgain,
        List<String> deadLetters,
        Map<String, Set<String>> subscriptions,
        List<Mail> mails,
        List<Hook> hooks,
        Map<Service, Map<String, List<String>>> rebuilt) {

    /**
     * One service's database.
     *
     * @param heads stream → version, as the service keeps it to decide races
     * @param tables the service's own tables → rows as text, in an order that depends on nothing but the rows
     * @param waiting messages that are not in Kafka yet
     */
    record Store(
            List<StoredEvent> events,
            Map<UUID, Long> heads,
            List<Receipt> inbox,
            List<KeptAnswer> answers,
            Map<String, List<String>> tables,
            long waiting) {}

    /**
     * @param causation the message that led to it; empty where a person or the clock did
     * @param transaction the id of the transaction that wrote it
     */
    record StoredEvent(
            UUID stream,
            long version,
            UUID id,
            String type,
            String actor,
            UUID correlation,
            Optional<UUID> causation,
            String transaction) {}

    /** A consumer's memory of having acted upon a message. */
    record Receipt(String consumer, UUID message) {}

    /** What is answered to whoever sends the same key again. */
    record KeptAnswer(String person, String key, int status, String body) {}

    /**
     * One record of a topic.
     *
     * @param source {@code /<service>}
     * @param sequence version of the stream, or of the catalog's entry
     * @param causation the message that led to it, where one did
     * @param data JSON
     */
    record Told(
            String topic,
            int partition,
            long offset,
            String key,
            UUID id,
            String type,
            String source,
            long sequence,
            Optional<UUID> causation,
            String data) {

        @Override
        public String toString() {
            return type + " " + id + " (" + topic + "-" + partition + "@" + offset + ", key " + key + ", sequence "
                    + sequence + ")";
        }
    }

    Store store(Service service) {
        return stores.get(service);
    }

    Evidence withJournal(List<Journal.Entry> other) {
        return new Evidence(other, stores, told, toldAgain, deadLetters, subscriptions, mails, hooks, rebuilt);
    }

    Evidence withStore(Service service, Store other) {
        Map<Service, Store> changed = new EnumMap<>(stores);
        changed.put(service, other);
        return new Evidence(journal, changed, told, toldAgain, deadLetters, subscriptions, mails, hooks, rebuilt);
    }

    Evidence withTold(List<Told> other) {
        return new Evidence(journal, stores, other, toldAgain, deadLetters, subscriptions, mails, hooks, rebuilt);
    }

    Evidence withDeadLetters(List<String> other) {
        return new Evidence(journal, stores, told, toldAgain, other, subscriptions, mails, hooks, rebuilt);
    }

    Evidence withMails(List<Mail> other) {
        return new Evidence(journal, stores, told, toldAgain, deadLetters, subscriptions, other, hooks, rebuilt);
    }

    Evidence withHooks(List<Hook> other) {
        return new Evidence(journal, stores, told, toldAgain, deadLetters, subscriptions, mails, other, rebuilt);
    }
}
