package dev.circleoftrust.trusted.content;

import dev.circleoftrust.record.TableName;

/** The product's tables that have to do with update sets and signing. */
public final class Tables {
  /** Local Update Sets. */
  public static final TableName UPDATE_SET = new TableName("sys_update_set");

  /** Customer Updates. */
  public static final TableName UPDATE_XML = new TableName("sys_update_xml");

  /** KMF Signature Configuration. */
  public static final TableName SIGNATURE_CONFIGURATION =
      new TableName("sn_kmf_signature_configuration");

  /** Security Jobs. */
  public static final TableName SECURITY_JOB = new TableName("sn_kmf_security_job");

  private Tables() {}
}
