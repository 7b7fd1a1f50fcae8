extension Explanations {
  /// What a CloudFormation template cannot say.
  static let cloudFormation: [Explanation] = [
    Explanation(
      "cloudformation/default-group", "A template cannot adopt a default group",
      """
      aws_default_security_group takes over the default group of a VPC and removes the rules that are \
      in it. A template can add rules to that group, but it has no way to remove any, so that the \
      group would stay more open than the configuration wants it. The scripts and the call plan can \
      do it.
      """),
    Explanation(
      "cloudformation/foreign-rules", "A template cannot remove the rules of others",
      """
      The configuration says that a group which it does not create may have its rules and no others. \
      A template can add rules to such a group; those that others added would stay.
      """),
    Explanation(
      "cloudformation/several-regions", "A template has one Region",
      """
      Groups of several Regions, by aliased providers for example, cannot be made by one stack. Put \
      each Region's groups into a configuration of their own and create a stack from each, or use a \
      target that calls EC2 itself.
      """),
    Explanation(
      "cloudformation/region", "The Region is chosen when a stack is created",
      """
      The provider of the configuration names a Region. A template cannot: its resources are made \
      where the stack is created. Create it in the Region that the message names; a note in the \
      template's metadata says so too.
      """),
    Explanation(
      "cloudformation/rule-tags", "CloudFormation has no tags on rules",
      """
      EC2 knows tags on security group rules, but neither the rules within an AWS::EC2::SecurityGroup \
      nor AWS::EC2::SecurityGroupIngress and AWS::EC2::SecurityGroupEgress take any. The rules are \
      made without their tags.
      """),
    Explanation(
      "cloudformation/interface-attachment", "An attachment that is left out",
      """
      aws_network_interface_sg_attachment adds a group to a network interface that exists. \
      CloudFormation has no such resource: the groups of an interface are its GroupSet, and whoever \
      writes that owns all of it. The template makes the group and its rules; attach it by other \
      means, or name it where the interface is made.
      """),
    Explanation(
      "cloudformation/no-egress", "A rule that lets nothing out stands for no egress",
      """
      Terraform removes the egress rule that EC2 gives every new group. CloudFormation removes it \
      only where the group has an egress rule within it; without any, the group may reach \
      everything. The template therefore has one rule, for every protocol to 127.0.0.1/32, that lets \
      nothing out. So it is also where all egress goes to groups that refer back to this one: such \
      rules have to be resources of their own, which do not count as within the group.
      """),
    Explanation(
      "cloudformation/egress-owner", "A template cannot say who owns the peer of an egress rule",
      """
      The peer is written as ACCOUNT/sg-…, a group of another account. Ingress rules of a template \
      have a property for the account, egress rules have none; the rule names the group alone.
      """),
    Explanation(
      "cloudformation/colliding-names", "Two elements of a list would be one resource",
      """
      A list that stays a parameter becomes a loop, which makes one resource for each element. Its \
      name is made of the element's letters and digits, because names may have no others. 11.1.0.0/16 \
      and 1.11.0.0/16 have the same, and an element that is there twice has too: creating the stack \
      fails. Where the list is known when the template is made, its rules need no names.
      """),
    Explanation(
      "cloudformation/dynamic-reference", "A text that CloudFormation would replace",
      """
      CloudFormation looks for "{{resolve:" in all texts and puts a parameter or secret in place of \
      what follows. Nothing switches that off, so a text that merely contains it cannot be written.
      """),
    Explanation(
      "cloudformation/inexpressible-value", "A value that a template cannot compute",
      """
      The intrinsic functions of CloudFormation join texts and choose elements of a list by their \
      number; they have no maps, and they do not tell every attribute of a group: not the name that \
      is generated for it, for example.
      """),
    Explanation(
      "cloudformation/inexpressible-output", "An output that a template cannot have",
      """
      An output of a stack is a text. Lists of texts are joined by commas; maps and objects are left \
      out, and a note in the template's metadata says so.
      """),
    Explanation(
      "cloudformation/no-resources", "A template needs a resource",
      """
      CloudFormation refuses a template without resources. The configuration has no group to create \
      and no rule to add.
      """),
  ]
}
