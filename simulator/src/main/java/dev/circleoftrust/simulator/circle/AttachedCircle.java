package dev.circleoftrust.simulator.circle;

import dev.circleoftrust.simulator.client.Instance;
import dev.circleoftrust.simulator.client.ProductionInstance;
import dev.circleoftrust.simulator.client.TrustedInstance;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A circle whose processes somebody else started.
 *
 * @param bootstrap where the broker is
 * @param addresses of the trusted instance, of production, and of each MID Server, in this order
 * @param folders the folder that holds {@code trusted}, {@code production}, {@code mid-1} and so on
 */
public record AttachedCircle(String bootstrap, List<URI> addresses, Path folders)
    implements Circle {
  private static final int INSTANCES = 2;

  public AttachedCircle {
    addresses = List.copyOf(addresses);
    if (addresses.size() < INSTANCES) {
      throw new IllegalArgumentException("a trusted instance and a production are needed");
    }
  }

  @Override
  public TrustedInstance trusted() {
    return new TrustedInstance(instance(RunningCircle.TRUSTED, addresses.get(0)));
  }

  @Override
  public ProductionInstance production() {
    return new ProductionInstance(instance(RunningCircle.PRODUCTION, addresses.get(1)));
  }

  @Override
  public Instance mid(String name) {
    return new Instance(name, addresses.get(INSTANCES + mids().indexOf(name)), "");
  }

  @Override
  public List<String> mids() {
    var names = new ArrayList<String>();
    for (int i = 1; i <= addresses.size() - INSTANCES; i++) {
      names.add("mid-" + i);
    }
    return names;
  }

  @Override
  public List<Running.Member> members() {
    var members = new ArrayList<Running.Member>();
    members.add(member(RunningCircle.TRUSTED, addresses.get(0)));
    members.add(member(RunningCircle.PRODUCTION, addresses.get(1)));
    for (String mid : mids()) {
      members.add(member(mid, mid(mid).address()));
    }
    return members;
  }

  @Override
  public Path folderOf(String name) {
    return folders.resolve(name);
  }

  private Instance instance(String name, URI address) {
    return new Instance(name, address, RunningCircle.password(folderOf(name)));
  }

  private static Running.Member member(String name, URI address) {
    return new Running.Member(name, 0, 0, address.toString());
  }
}
