package dev.circleoftrust.simulator.load.measure;

import dev.circleoftrust.simulator.load.account.Account;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run of the channel came to.
 *
 * @param parts in their order
 * @param jobs in their order
 */
public record ChannelResult(List<PartResult> parts, List<JobResult> jobs) {
  public ChannelResult {
    parts = List.copyOf(parts);
    jobs = List.copyOf(jobs);
  }

  /** The part of this name; what ended a round stands before the next one too. */
  public Optional<PartResult> part(PartName name) {
    PartName driven =
        name.place() == PartName.Place.BEFORE && name.round() > 1
            ? new PartName(name.round() - 1, PartName.Place.AFTER, name.kind())
            : name;
    return parts.stream().filter(part -> part.name().equals(driven)).findFirst();
  }

  /** The numbers of the counted rounds of which all parts are there. */
  public List<Integer> rounds() {
    return parts.stream()
        .map(part -> part.name().round())
        .filter(round -> round > 0)
        .distinct()
        .filter(round ->
            part(new PartName(round, PartName.Place.AFTER, PartName.Kind.HALF)).isPresent())
        .toList();
  }

  /** The account of all parts together, the warm-up too: no record may be lost there either. */
  public Account account() {
    Account sum = Account.NOTHING;
    for (PartResult part : parts) {
      sum = sum.plus(part.name().id(), part.account(), !part.name().isOn());
    }
    return sum;
  }

  /** The same with one part found otherwise. */
  public ChannelResult with(PartResult found) {
    var changed = new ArrayList<PartResult>();
    parts.forEach(part -> changed.add(part.name().equals(found.name()) ? found : part));
    return new ChannelResult(changed, jobs);
  }
}
