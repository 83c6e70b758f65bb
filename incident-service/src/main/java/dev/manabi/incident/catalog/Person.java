package dev.manabi.incident.catalog;

import dev.manabi.contracts.CatalogMessage;
import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A person. Events elsewhere hold the id only, so that the name can be erased here. */
@Entity
@Table(name = "person")
public class Person extends PanacheEntityBase implements CatalogEntry {
    @Id
    public String id;

    @Version
    public long version;

    public String name;
    public @Nullable String email;
    public @Nullable String team;
    public boolean senior;
    public boolean manager;
    public boolean away;

    /** When the person is back; null where nobody knows, or where the person is there. */
    @Column(name = "away_until")
    public @Nullable Instant awayUntil;

    @Column(name = "chat_handle")
    public @Nullable String chatHandle;

    /** It may have been changed since it was looked for. */
    void returnIfBackBy(Instant now) {
        if (awayUntil != null && !awayUntil.isAfter(now)) {
            away = false;
            awayUntil = null;
        }
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public CatalogMessage message() {
        return new CatalogMessage.PersonChanged(id, version, name, email, team, senior, manager, away, chatHandle);
    }
}
