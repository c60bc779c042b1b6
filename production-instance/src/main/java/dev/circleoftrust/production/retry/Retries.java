package dev.circleoftrust.production.retry;

import dev.circleoftrust.ecc.EccField;
import dev.circleoftrust.ecc.EccRecord;
import dev.circleoftrust.ecc.EccState;
import dev.circleoftrust.judgement.RejectionReason;
import dev.circleoftrust.production.lifecycle.OpenRows;
import dev.circleoftrust.production.lifecycle.RowEnd;
import dev.circleoftrust.production.lifecycle.RowStates;
import dev.circleoftrust.production.retry.RetryActivities.Retry;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.record.SysId;
import dev.circleoftrust.record.TableName;
import dev.circleoftrust.runtime.http.TableRule;
import dev.circleoftrust.runtime.store.Database;
import dev.circleoftrust.runtime.store.TableStore;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Decides which rows that failed are tried again, and when; {@link RetryTimer} does it. Nothing is
 * kept in memory. Safe for any number of threads.
 *
 * <h2>Security</h2>
 *
 * <p>A policy is not signed, so it decides no more than production may: when, and how often, a row
 * is sent. A row is tried again only where its signed record says that it is repeatable, or where
 * its MID Server says that nothing was done: it refused the row, or the host had no address. Any
 * other error, such as a database's or one in the middle of a request, may have had an effect.
 */
public final class Retries implements RowEnd {
  /** Reasons for which a row is refused that is known not to have run, nor to be running. */
  private static final Set<String> NOT_RUN =
      EnumSet.complementOf(
              EnumSet.of(
                  RejectionReason.OUTCOME_UNKNOWN,
                  RejectionReason.CANCELLED,
                  RejectionReason.REPLAYED))
          .stream()
          .map(RejectionReason::code)
          .collect(Collectors.toUnmodifiableSet());

  /** How an error begins where a host has no address; no other of a MID Server begins so. */
  private static final String UNKNOWN_HOST = "UnknownHostException:";

  private final RetryPolicies policies;
  private final RetryActivities activities;
  private final OpenRows open;
  private final Predicate<GlideRecord> repeatable;
  private final InstantSource clock;

  /**
   * The retries of the ECC queue in {@code database}, which was opened with {@link RetrySchema}.
   *
   * @param repeatable whether the signed record that an output names says so
   */
  public Retries(
      Database database,
      TableStore store,
      OpenRows open,
      Predicate<GlideRecord> repeatable,
      InstantSource clock) {
    this.policies = new RetryPolicies(database, store);
    this.activities = new RetryActivities(database, store);
    this.open = open;
    this.repeatable = repeatable;
    this.clock = clock;
    policies.ship();
  }

  /** What the Table API allows on the two tables. */
  public Map<TableName, TableRule> rules() {
    return Map.of(
        RetryPolicies.TABLE,
        policies,
        RetryActivities.TABLE,
        TableRule.readOnly("the instance itself notes what it retries"));
  }

  @Override
  public void ended(GlideRecord output, @Nullable EccRecord answer) {
    Optional<Retry> retry = activities.of(output.sysId());
    if (answer != null && answer.state() == EccState.ERROR && !isCalledOff(output)) {
      retry.ifPresentOrElse(found -> again(found, output, answer), () -> begin(output, answer));
      return;
    }
    retry.ifPresent(
        found -> activities.end(found, outcome(output), answer == null ? null : answer.sysId()));
  }

  private static RetryStatus outcome(GlideRecord output) {
    if (RowStates.is(output, EccState.PROCESSED)) {
      return RetryStatus.SUCCEEDED;
    }
    return RowStates.is(output, EccState.CANCELLED) ? RetryStatus.FAILED : RetryStatus.ERROR;
  }

  private void begin(GlideRecord output, EccRecord answer) {
    Optional<RetryPolicy> policy = policies.first(output, answer.toRecord());
    if (policy.isEmpty()) {
      return;
    }
    SysId row = output.sysId();
    if (mayBeTriedAgain(output, answer)) {
      activities.begin(
          policy.get(),
          row,
          answer.sysId(),
          status(policy.get(), 0),
          clock.instant().plus(policy.get().interval()));
    } else {
      activities.refuse(policy.get(), row, answer.sysId());
    }
  }

  private void again(Retry retry, GlideRecord output, EccRecord answer) {
    int count = activities.count(retry);
    Optional<RetryPolicy> policy =
        activities
            .policy(retry)
            .flatMap(policies::find)
            .filter(found -> found.covers(output, answer.toRecord()))
            .filter(found -> count < found.maxRetry());
    if (policy.isEmpty()) {
      activities.end(retry, RetryStatus.FAILED, answer.sysId());
    } else if (!mayBeTriedAgain(output, answer)) {
      activities.end(retry, RetryStatus.ERROR, answer.sysId());
    } else {
      activities.await(
          retry,
          answer.sysId(),
          status(policy.get(), count),
          clock.instant().plus(policy.get().interval()));
    }
  }

  /** Whoever called a row off does not want it tried again. */
  private boolean isCalledOff(GlideRecord output) {
    return open.cancelProbe(output.sysId()).isPresent();
  }

  private boolean mayBeTriedAgain(GlideRecord output, EccRecord answer) {
    return NOT_RUN.contains(answer.value(EccField.NAME))
        || answer.value(EccField.ERROR_STRING).startsWith(UNKNOWN_HOST)
        || repeatable.test(output);
  }

  private static RetryStatus status(RetryPolicy policy, int count) {
    return count + 1 >= policy.maxRetry() ? RetryStatus.LAST_TRY : RetryStatus.RETRYING;
  }
}
