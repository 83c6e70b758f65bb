package dev.manabi.kit;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.quarkus.arc.Unremovable;
import io.quarkus.hibernate.orm.JsonFormat;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.hibernate.type.format.FormatMapper;
import org.hibernate.type.format.jackson.JacksonJsonFormatMapper;

/** Things of the platform that services inject. */
public class KitBeans {

    /** UTC, in microseconds as PostgreSQL keeps them: what is answered at once equals what is read later. */
    @Produces
    @ApplicationScoped
    Clock clock(KitConfig config) {
        Clock wall = Clock.systemUTC();
        return Clock.tick(
                config.rehearsalClock()
                        .<Clock>map(file -> new RehearsalClock(file, wall))
                        .orElse(wall),
                Duration.of(1, ChronoUnit.MICROS));
    }

    /** JSON columns are written like events, not like HTTP answers: what is customized there changes no stored row. */
    @Produces
    @Singleton
    @JsonFormat
    @PersistenceUnitExtension
    @Unremovable
    FormatMapper jsonColumns() {
        return new JacksonJsonFormatMapper(JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build());
    }
}
