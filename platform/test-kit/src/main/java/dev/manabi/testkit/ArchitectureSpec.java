package dev.manabi.testkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.time.Instant;

/** What holds in every service. Rules that match nothing fail, so that none rests on a mistyped package. */
public final class ArchitectureSpec {

    private ArchitectureSpec() {}

    /** @param service the service's root package, for instance {@code dev.manabi.incident} */
    public static void check(String service) {
        JavaClasses all = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackages(service);
        assertThat(all).as("classes in %s", service).isNotEmpty();

        classes()
                .that()
                .resideInAPackage(service + "..domain..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java..",
                        service + "..domain..",
                        service + ".text..", // plain Java too
                        "dev.manabi.eventsourcing..",
                        "org.jspecify.annotations..")
                .as("the domain is plain Java")
                .check(all);
        noClasses()
                .that()
                .resideInAPackage(service + "..domain..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(Clock.class)
                .orShould()
                .dependOnClassesThat()
                .haveFullyQualifiedName("dev.manabi.eventsourcing.EventStore")
                .as("time arrives in the command, and the domain knows no store")
                .check(all);
        noClasses()
                .should()
                .callMethod(Instant.class, "now")
                .as("time comes from the injected clock")
                .check(all);
        methods()
                .that()
                .areAnnotatedWith("jakarta.ws.rs.POST")
                .should()
                .beAnnotatedWith("dev.manabi.kit.Idempotent")
                .orShould()
                .beAnnotatedWith("dev.manabi.kit.NotRepeatable")
                .as("every POST honours Idempotency-Key, or says why it does not")
                .check(all);
        methods()
                .that()
                .areAnnotatedWith("dev.manabi.kit.Idempotent")
                .should()
                .haveRawReturnType("jakarta.ws.rs.core.Response")
                .as("what is kept to be answered again is a Response")
                .check(all);
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Base)$")
                .as("names say what a thing is")
                .check(all);
    }
}
