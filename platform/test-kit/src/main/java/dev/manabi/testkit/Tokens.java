package dev.manabi.testkit;

import dev.manabi.launcher.DemoPeople;
import dev.manabi.launcher.LocalIdentity;
import io.restassured.RestAssured;
import io.restassured.specification.RequestSpecification;
import java.time.Duration;
import org.eclipse.microprofile.config.ConfigProvider;

/** Bearer tokens as the OIDC provider of the tests signs them. */
public final class Tokens {

    private Tokens() {}

    /** A token with exactly these roles. */
    public static String of(String person, String... roles) {
        String issuer = ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class);
        return LocalIdentity.tokenOf(issuer, person, roles);
    }

    /** A demo person's token that is good for so long. */
    public static String of(Duration lifetime, String demoPerson) {
        DemoPeople.Person person = DemoPeople.find(demoPerson).orElseThrow();
        String issuer = ConfigProvider.getConfig().getValue("quarkus.oidc.auth-server-url", String.class);
        return LocalIdentity.tokenOf(
                lifetime, issuer, person.id(), person.roles().toArray(String[]::new));
    }

    /** A demo person with that person's own roles. */
    public static String of(String demoPerson) {
        DemoPeople.Person person = DemoPeople.find(demoPerson).orElseThrow();
        return of(person.id(), person.roles().toArray(String[]::new));
    }

    /** A JSON request by a demo person: {@code as("mei").body(…).post(…)}. */
    public static RequestSpecification as(String demoPerson) {
        return RestAssured.given().auth().oauth2(of(demoPerson)).contentType("application/json");
    }

    /** A JSON request by somebody with exactly these roles. */
    public static RequestSpecification as(String person, String... roles) {
        return RestAssured.given().auth().oauth2(of(person, roles)).contentType("application/json");
    }
}
