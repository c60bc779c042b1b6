package dev.circleoftrust.transport;

import dev.circleoftrust.dsse.Envelope;
import dev.circleoftrust.record.GlideRecord;
import dev.circleoftrust.statement.Action;
import dev.circleoftrust.statement.Establish;
import dev.circleoftrust.statement.Instruction;
import dev.circleoftrust.statement.RecordSignature;
import dev.circleoftrust.updateset.CustomerUpdate;
import dev.circleoftrust.updateset.RecordChange;
import dev.circleoftrust.updateset.UpdateSet;
import dev.circleoftrust.updateset.UpdateSetReader;
import dev.circleoftrust.wire.Bytes;
import dev.circleoftrust.wire.MalformedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the signed export in an update set's file, and nothing beside it. */
public final class SignedExports {
  private SignedExports() {}

  /**
   * The export that {@code xml} is, to the byte. Whether its signatures hold is another question;
   * but what a person reads in the file is what they are over.
   *
   * @throws MalformedException if it carries no instruction and no certificate, or differs anywhere
   *     from what they determine
   */
  public static SignedExport read(Bytes xml) throws MalformedException {
    SignedExport export = find(UpdateSetReader.read(xml));
    if (!xmlOf(export).equals(xml)) {
      throw new MalformedException("the file is not the one that its signed statement determines");
    }
    return export;
  }

  private static Bytes xmlOf(SignedExport export) throws MalformedException {
    try {
      return export.xml();
    } catch (RuntimeException _) {
      // Nobody has verified the statement yet: a year or a name in it may be one no file can carry.
      throw new MalformedException("the signed statement determines no file");
    }
  }

  private static SignedExport find(UpdateSet set) throws MalformedException {
    List<Envelope> envelopes = envelopes(set);
    @Nullable Envelope possession = null;
    @Nullable Envelope statement = null;
    for (Envelope envelope : envelopes) {
      if (envelope.payloadType().equals(RecordSignature.PAYLOAD_TYPE)) {
        possession = envelope;
      } else {
        statement = envelope;
      }
    }
    if (statement == null) {
      throw new MalformedException("no signed statement in the update set");
    }
    if (!carriesCertificate(statement)) {
      return new JobExport(statement);
    }
    if (possession == null) {
      throw new MalformedException("a certificate without its own signature");
    }
    return new CertificateExport(statement, possession);
  }

  private static List<Envelope> envelopes(UpdateSet set) throws MalformedException {
    var envelopes = new ArrayList<Envelope>();
    for (CustomerUpdate update : set.updates()) {
      GlideRecord record = RecordChange.parse(update.payload()).record();
      if (record.table().equals(SignatureRecords.TABLE)
          && record.value("purpose").equals(SignatureRecords.CIRCLE_OF_TRUST)) {
        envelopes.add(SignatureRecords.envelope(record));
      }
    }
    return envelopes;
  }

  private static boolean carriesCertificate(Envelope statement) throws MalformedException {
    return switch (statement.payloadType()) {
      case Establish.PAYLOAD_TYPE -> true;
      case Instruction.PAYLOAD_TYPE ->
          Instruction.parse(statement.payload()).action() instanceof Action.TrustKey;
      default -> throw new MalformedException("the statement changes no circle");
    };
  }
}
