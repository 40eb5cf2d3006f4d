package io.vigia.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchRule;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.HttpMethod;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.UUID;

/** The rules of the house. Each is proven able to fail in {@link HouseTest}. */
final class House {

  private static final Set<String> LICENSED =
      Set.of(
          "Resource",
          "Consumer",
          "Publisher",
          "Relay",
          "Client",
          "Store",
          "Entity",
          "Schedule",
          "Config",
          "Health",
          "Mapper",
          "Wiring",
          "Probe",
          "Notifier",
          "Step",
          "Source");

  private static final DescribedPredicate<JavaClass> FRAMEWORK =
      resideInAnyPackage(
              "io.quarkus..",
              "io.smallrye..",
              "io.vertx..",
              "org.eclipse.microprofile..",
              "org.hibernate..",
              "jakarta.persistence..",
              "jakarta.ws.rs..",
              "org.apache.kafka..")
          .and(not(describe("@All", type -> type.getFullName().equals("io.quarkus.arc.All"))));

  private static final DescribedPredicate<JavaClass> WITHOUT_LICENCE =
      describe("classes without a licensed suffix", type -> !licensed(type));

  private House() {}

  private static boolean licensed(JavaClass type) {
    JavaClass outermost = type;
    while (outermost.getEnclosingClass().isPresent()) {
      outermost = outermost.getEnclosingClass().get();
    }
    String name = outermost.getSimpleName();
    return LICENSED.stream().anyMatch(name::endsWith);
  }

  static final ArchRule SUFFIX_IS_THE_LICENCE =
      noClasses()
          .that(WITHOUT_LICENCE)
          .should()
          .dependOnClassesThat(FRAMEWORK)
          .because(
              "decisions are plain Java: only adapters with a licensed suffix know frameworks");

  static final ArchRule TIME_AND_CHANCE_ARE_PASSED_IN =
      noClasses()
          .that(WITHOUT_LICENCE)
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(Clock.class, "systemUTC")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callConstructor(Random.class)
          .because("a decision that reads the clock cannot be told what time it is");

  static final ArchRule NO_FIELD_INJECTION =
      noFields().should().beAnnotatedWith(Inject.class).because("constructors show what is needed");

  static final ArchRule NAMES_ARE_NOUNS_OF_THE_DOMAIN =
      noClasses()
          .should()
          .haveNameMatching(".*(Impl|Helper|Manager|Utils?)$")
          .orShould()
          .resideInAnyPackage("..service..", "..model..", "..dto..", "..util..", "..utils..")
          .because("packages are features, named by domain nouns");

  static final ArchRule CONTRACTS_KNOW_NO_FRAMEWORK =
      noClasses()
          .that(resideInAPackage("io.vigia.contracts.."))
          .should()
          .dependOnClassesThat(
              not(
                  resideInAnyPackage(
                      "java..",
                      "io.vigia.contracts..",
                      "com.fasterxml.jackson.annotation..",
                      "org.jspecify.annotations..")))
          .because("whoever speaks with us over Kafka needs the records, not our frameworks");

  static final ArchRule EVERY_PACKAGE_IS_NULL_MARKED =
      classes()
          .should(new LiveInNullMarkedPackage())
          .because("no null crosses a method unless its type says so");

  static final ArchRule EVERY_ENDPOINT_NAMES_ITS_ROLE =
      methods()
          .that(describe("are endpoints", House::isEndpoint))
          .should()
          .beAnnotatedWith(RolesAllowed.class)
          .because("what forgets to say who may call is open to every key");

  private static boolean isEndpoint(JavaMethod method) {
    return method.isMetaAnnotatedWith(HttpMethod.class);
  }

  static ArchRule noCyclesAmongFeaturesOf(String root) {
    return slices().matching(root + ".(*)..").should().beFreeOfCycles();
  }

  static ArchRule knowsNoOtherService(String own, Set<String> all) {
    String[] others =
        all.stream().filter(s -> !s.equals(own)).map(s -> s + "..").toArray(String[]::new);
    return noClasses()
        .that(resideInAPackage(own + ".."))
        .should()
        .dependOnClassesThat(resideInAnyPackage(others))
        .because("services meet in Kafka and over HTTP only");
  }
}
