package dev.circleoftrust.walls;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.File;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.FileReader;
import java.io.FileWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Calendar;
import java.util.Date;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the modules and packages may know of each other, and what verification may know at all. */
class WallsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter().importPaths(ProjectModule.compiled());

  @ParameterizedTest
  @EnumSource
  void aModuleKnowsOnlyTheModulesThatItStandsOn(ProjectModule module) {
    classes()
        .that(module.classes())
        .should()
        .onlyDependOnClassesThat(module.allowed())
        .check(CLASSES);
  }

  @Test
  void everyModuleStandsBehindTheWalls() throws IOException {
    try (Stream<Path> folders = Files.list(Path.of(".."))) {
      assertThat(folders.filter(folder -> Files.exists(folder.resolve("src/main/java"))))
          .extracting(folder -> folder.getFileName().toString())
          .containsExactlyInAnyOrderElementsOf(
              Stream.of(ProjectModule.values()).map(ProjectModule::folder).toList());
    }
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.circleoftrust.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theSharedModelTalksToNobody() {
    noClasses()
        .that(ProjectModule.SHARED_MODEL.classes())
        .should()
        .dependOnClassesThat(
            resideInAnyPackage(
                "org.apache.kafka..",
                "java.net..",
                "javax.net..",
                "io.javalin..",
                "java.sql..",
                "io.micrometer..",
                "org.slf4j..",
                "java.util.logging.."))
        .check(CLASSES);
  }

  @Test
  void theSharedModelTouchesNoDisk() {
    noClasses()
        .that(ProjectModule.SHARED_MODEL.classes())
        .should()
        .dependOnClassesThat(
            resideInAnyPackage("java.nio.file..", "java.nio.channels..")
                .or(
                    belongToAnyOf(
                        File.class,
                        FileDescriptor.class,
                        FileInputStream.class,
                        FileOutputStream.class,
                        FileReader.class,
                        FileWriter.class,
                        RandomAccessFile.class)))
        .check(CLASSES);
  }

  @Test
  void theSharedModelIsToldTheTime() {
    noClasses()
        .that(ProjectModule.SHARED_MODEL.classes())
        .should()
        .accessTargetWhere(target("asks for the time", WallsTest::tellsTheTime))
        .check(CLASSES);
  }

  @Test
  void theSharedModelReadsNoEnvironment() {
    noClasses()
        .that(ProjectModule.SHARED_MODEL.classes())
        .should()
        .accessTargetWhere(target("reads the environment", WallsTest::tellsTheEnvironment))
        .check(CLASSES);
  }

  private static boolean tellsTheTime(AccessTarget target) {
    String name = target.getName();
    if (target.getOwner().isEquivalentTo(System.class)) {
      return Set.of("currentTimeMillis", "nanoTime").contains(name);
    }
    if (target.getOwner().isEquivalentTo(Date.class)) {
      return target.getFullName().equals("java.util.Date.<init>()");
    }
    if (target.getOwner().isEquivalentTo(Clock.class)
        || target.getOwner().isEquivalentTo(InstantSource.class)) {
      return name.startsWith("system") || name.startsWith("tick");
    }
    if (target.getOwner().getPackageName().startsWith("java.time")) {
      return name.equals("now");
    }
    return target.getOwner().isAssignableTo(Calendar.class);
  }

  private static boolean tellsTheEnvironment(AccessTarget target) {
    return target.getOwner().isEquivalentTo(System.class)
        && Set.of("getenv", "getProperty", "getProperties").contains(target.getName());
  }

  private static DescribedPredicate<JavaAccess<?>> target(
      String description, Predicate<AccessTarget> condition) {
    return DescribedPredicate.describe(description, access -> condition.test(access.getTarget()));
  }
}
