package dev.circleoftrust.walls;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A module, and the other modules whose classes its own may name. */
enum ProjectModule {
  SHARED_MODEL,
  SHARED_RUNTIME,
  EMBEDDED_BROKER,
  TRUSTED_INSTANCE,
  PRODUCTION_INSTANCE,
  MID_SERVER,
  BENCHMARKS,
  SIMULATOR;

  private Set<ProjectModule> known() {
    return switch (this) {
      case SHARED_MODEL, EMBEDDED_BROKER -> Set.of();
      case SHARED_RUNTIME -> Set.of(SHARED_MODEL);
      case TRUSTED_INSTANCE, PRODUCTION_INSTANCE, MID_SERVER, BENCHMARKS, SIMULATOR ->
          Set.of(SHARED_MODEL, SHARED_RUNTIME);
    };
  }

  /** Classes of this module's main sources. */
  DescribedPredicate<JavaClass> classes() {
    return DescribedPredicate.describe("in " + folder(), this::holds);
  }

  /** Classes that this module's may depend on: foreign ones are the POM's business. */
  DescribedPredicate<JavaClass> allowed() {
    return DescribedPredicate.describe(
        "foreign, or in one of %s %s".formatted(folder(), known()),
        type -> mayKnow(type.getBaseComponentType()));
  }

  private boolean mayKnow(JavaClass type) {
    return !type.getPackageName().startsWith("dev.circleoftrust")
        || holds(type)
        || known().stream().anyMatch(module -> module.holds(type));
  }

  /** The folders that the modules' main sources were compiled to. */
  static Set<Path> compiled() {
    return Stream.of(values()).map(ProjectModule::target).collect(Collectors.toSet());
  }

  /** Found by where it was compiled to, so that a new package stands behind the walls by itself. */
  private boolean holds(JavaClass type) {
    return type.getSource()
        .filter(source -> Path.of(source.getUri()).startsWith(target()))
        .isPresent();
  }

  private Path target() {
    return Path.of("..", folder(), "target", "classes").toAbsolutePath().normalize();
  }

  String folder() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
