package dev.circleoftrust.trust;

import dev.circleoftrust.wire.Digest;
import java.util.List;

/**
 * How far the log is settled: as far as checkpoints by a threshold of issuers cover one branch of
 * it.
 *
 * @param head the last settled head
 * @param settings what the settled stretch amounts to
 * @param contradicted true where two children of one head are covered: issuers have signed two logs
 */
record Settlement(Digest head, Settings settings, boolean contradicted) {
  /**
   * Walks from the root towards the tips for as long as one child is covered.
   *
   * <p>What covers an entry is judged by the stretch before it, and by the entry itself only where
   * that tightens: nobody loosens the rule by which his own entry is settled. Checkpoints are only
   * ever added, so what is settled stays settled.
   */
  static Settlement of(LogTree tree, Settings founding) {
    Digest head = tree.root();
    Settings settings = founding;
    while (true) {
      List<LogEntry> covered = coveredChildren(tree, head, settings);
      if (covered.size() != 1) {
        return new Settlement(head, settings, covered.size() > 1);
      }
      head = covered.getFirst().head();
      settings = settings.after(covered.getFirst().change());
    }
  }

  private static List<LogEntry> coveredChildren(LogTree tree, Digest head, Settings settings) {
    return tree.children(head).stream()
        .filter(child -> {
          Settings rule = child.loosens() ? settings : settings.after(child.change());
          return tree.coverage(child.head(), rule.issuers()) >= rule.threshold();
        })
        .toList();
  }
}
