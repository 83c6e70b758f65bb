package dev.manabi.notification;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.Map;

/** The service's settings for tests that need no service. */
public final class Settings {

    private Settings() {}

    /** Defaults, but for these: names below {@code manabi.notification.} and their values. */
    public static NotificationConfig of(String... namesAndValues) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.put("manabi.notification." + namesAndValues[i], namesAndValues[i + 1]);
        }
        SmallRyeConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withDefaultValue("config_ordinal", "100")
                .withMapping(NotificationConfig.class)
                .withSources(new PropertiesConfigSource(values, "test", 200))
                .withConverter(java.time.Duration.class, 200, new io.quarkus.runtime.configuration.DurationConverter())
                .build();
        return config.getConfigMapping(NotificationConfig.class);
    }
}
