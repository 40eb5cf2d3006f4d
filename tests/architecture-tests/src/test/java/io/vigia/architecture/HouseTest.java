package io.vigia.architecture;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house keeps its rules, and each rule finds the violation that is planted for it. */
class HouseTest {

  private static final Map<String, String> MODULES =
      Map.of(
          "commons/contracts", "io.vigia.contracts",
          "commons/service-kit", "io.vigia.kit",
          "commons/service-kit-store", "io.vigia.kit.store",
          "alert-router", "io.vigia.router",
          "watcher-service", "io.vigia.watcher",
          "heartbeat-agent", "io.vigia.agent",
          "anomaly-service", "io.vigia.anomaly",
          "remediation-webhook", "io.vigia.remediation");

  private static final Set<String> SERVICES =
      Set.of(
          "io.vigia.router",
          "io.vigia.watcher",
          "io.vigia.agent",
          "io.vigia.anomaly",
          "io.vigia.remediation");

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .importPaths(MODULES.keySet().stream().map(HouseTest::classesOf).toList());

  private static final JavaClasses PLANTED =
      new ClassFileImporter().importPackages("io.vigia.planted");

  @ParameterizedTest
  @MethodSource("modules")
  void shouldSeeTheClassesOfEveryModule(String module) {
    assertTrue(Files.isDirectory(classesOf(module)), module + " is not built");
    String root = MODULES.get(module);
    assertTrue(HOUSE.stream().filter(c -> c.getPackageName().startsWith(root)).count() > 3, module);
  }

  static Stream<String> modules() {
    return MODULES.keySet().stream().sorted();
  }

  @Test
  void suffixIsTheLicence() {
    keptAndAbleToFail(House.SUFFIX_IS_THE_LICENCE);
  }

  @Test
  void timeAndChanceArePassedIn() {
    keptAndAbleToFail(House.TIME_AND_CHANCE_ARE_PASSED_IN);
  }

  @Test
  void constructorsInject() {
    keptAndAbleToFail(House.NO_FIELD_INJECTION);
  }

  @Test
  void namesAreNounsOfTheDomain() {
    keptAndAbleToFail(House.NAMES_ARE_NOUNS_OF_THE_DOMAIN);
  }

  @Test
  void everyPackageIsNullMarked() {
    keptAndAbleToFail(House.EVERY_PACKAGE_IS_NULL_MARKED);
  }

  @Test
  void everyEndpointNamesItsRole() {
    keptAndAbleToFail(House.EVERY_ENDPOINT_NAMES_ITS_ROLE);
  }

  @Test
  void contractsKnowNoFramework() {
    House.CONTRACTS_KNOW_NO_FRAMEWORK.check(HOUSE);
    var planted = new ClassFileImporter().importPackages("io.vigia.contracts.planted");
    assertTrue(House.CONTRACTS_KNOW_NO_FRAMEWORK.evaluate(planted).hasViolation());
  }

  @Test
  void featuresFormNoCycles() {
    MODULES.values().stream()
        .filter(root -> !root.equals("io.vigia.kit.store") && !root.equals("io.vigia.contracts"))
        .forEach(root -> House.noCyclesAmongFeaturesOf(root).check(HOUSE));
    assertTrue(House.noCyclesAmongFeaturesOf("io.vigia.planted").evaluate(PLANTED).hasViolation());
  }

  @Test
  void servicesKnowNoOtherService() {
    SERVICES.forEach(own -> House.knowsNoOtherService(own, SERVICES).check(HOUSE));
    assertTrue(
        House.knowsNoOtherService(
                "io.vigia.planted.one", Set.of("io.vigia.planted.one", "io.vigia.planted.two"))
            .evaluate(PLANTED)
            .hasViolation());
  }

  private static void keptAndAbleToFail(ArchRule rule) {
    assertFalse(PLANTED.isEmpty());
    assertTrue(rule.evaluate(PLANTED).hasViolation(), "it finds nothing: " + rule);
    rule.check(HOUSE);
  }

  private static Path classesOf(String module) {
    return Path.of(System.getProperty("vigia.root"), module, "target", "classes");
  }
}
