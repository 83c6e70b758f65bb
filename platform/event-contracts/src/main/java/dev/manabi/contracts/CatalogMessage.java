package dev.manabi.contracts;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who and what there is, on topic {@code catalog}. Each message is the whole entry as it now stands, so the newest one
 * of a key suffices; {@code version} grows by one with each change.
 */
public sealed interface CatalogMessage extends PublicEvent {

    /**
     * A person as known now.
     *
     * @param id the subject of the person's tokens
     * @param email null once erased
     * @param senior may be the one senior reviewer that each review needs
     * @param manager told when a review cannot be assigned
     * @param away gets no new reviews
     */
    record PersonChanged(
            String id,
            long version,
            String name,
            @Nullable String email,
            @Nullable String team,
            boolean senior,
            boolean manager,
            boolean away,
            @Nullable String chatHandle)
            implements CatalogMessage {
        @Override
        public String key() {
            return "person:" + id;
        }
    }

    record TeamChanged(
            String id,
            long version,
            String name,
            @Nullable String lead,
            @Nullable String manager) implements CatalogMessage {
        @Override
        public String key() {
            return "team:" + id;
        }
    }

    /** A service that the organisation runs; {@code team} owns it. */
    record ServiceChanged(
            String id,
            long version,
            String name,
            @Nullable String team,
            @Nullable String primaryOnCall,
            List<String> aliases)
            implements CatalogMessage {
        @Override
        public String key() {
            return "service:" + id;
        }
    }
}
