package io.vigia.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;

/** That a class's package has a package-info with {@code @NullMarked}. */
final class LiveInNullMarkedPackage extends ArchCondition<JavaClass> {

  LiveInNullMarkedPackage() {
    super("live in a package that is @NullMarked");
  }

  @Override
  public void check(JavaClass type, ConditionEvents events) {
    boolean marked =
        type.getPackage()
            .tryGetPackageInfo()
            .map(info -> info.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
            .orElse(false);
    events.add(
        new SimpleConditionEvent(
            type, marked, type.getPackageName() + (marked ? " is" : " is not") + " @NullMarked"));
  }
}
