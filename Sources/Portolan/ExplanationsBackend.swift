extension Explanations {
  static let backend: [Explanation] = account + cloudFormation + scripts

  private static let scripts: [Explanation] = [
    Explanation(
      "binding/several-lookups", "A value that a call plan cannot compute",
      """
      A plan has no arithmetic and no conditions of its own; it only picks from what a call answers. A \
      value that is computed from two lookups, or from a lookup and a group, has no place in it. Record \
      the answers of the data sources in a file, and give it with --resolve FILE.json, or translate to \
      a script.
      """),
    Explanation(
      "boto3/circular-reference", "Groups or lookups that need each other",
      """
      Before a group can be looked for, its name, VPC and tags must be known, and here they are made \
      from something that needs the group itself. Terraform calls the same a cycle.
      """),
    Explanation(
      "boto3/unreadable-attribute", "A fault of Portolan's own",
      """
      The description of a data source names an attribute in a form that the Python backend cannot \
      read. Please report it with the configuration.
      """),
    Explanation(
      "boto3/peer-of-another-kind", "A peer that is not what its argument asks for",
      """
      A group, a prefix list and an address block are told apart by how they are written: sg-…, pl-…, \
      10.0.0.0/8. The value stands in an argument of another kind, so EC2 would refuse it.
      """),
    Explanation(
      "shell/value-not-computable", "A value that the shell cannot compute",
      """
      The shell script works with text, numbers and lists of them. Here something else would have to \
      be computed while it runs. Give the variable behind it a value when translating.
      """),
    Explanation(
      "shell/control-character", "A control character in a text for the shell",
      """
      The script keeps records apart by control characters, so a text that holds one cannot pass \
      through it. EC2 takes none of them in names and descriptions. Remove the character, or \
      translate to another target.
      """),
  ]
}
