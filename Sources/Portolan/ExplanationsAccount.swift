extension Explanations {
  /// --against: the account as it was described.
  static let account: [Explanation] = [
    Explanation(
      "account/attachment-left-out", "An attachment is left out of a difference",
      """
      Which interfaces and VPCs use a group is not part of what describe-security-groups and \
      describe-security-group-rules answer. A plan from a description therefore cannot tell whether \
      the group is attached already, and has no call for it. Translate without --against for a plan \
      with the attachment, or run one of the scripts, which look.
      """),
    Explanation(
      "account/fixed-description", "The description of a group cannot change",
      """
      The name, the VPC and the description of a security group are given when it is made, and EC2 has \
      no call that changes them. Terraform deletes the group and makes another one, which fails while \
      anything uses it. Keep the description as it is in the account, or give the group another name, \
      move what uses the old one, and delete it then.
      """),
    Explanation(
      "account/group-elsewhere", "A group like this in another VPC",
      """
      A group of the configuration is not in its VPC, but another VPC has one with the same name, \
      description and tags. That is as it should be where each VPC has its own; where the VPC in the \
      configuration was changed, the old group stays behind, because a group cannot move.
      """),
    Explanation(
      "account/group-not-shown", "A security group is not in the description",
      """
      The configuration changes a group that it does not make: a default group, or one that it knows by \
      its id. The file given with --against does not show it, so that nobody can say which calls are \
      needed. Describe the account again, with this group in it.
      """),
    Explanation(
      "account/incomplete", "Half of the description is missing",
      """
      A difference needs the groups with their descriptions and tags, and the rules with their ids. The \
      two come from two commands:

        aws ec2 describe-security-groups > groups.json
        aws ec2 describe-security-group-rules > rules.json
        portolan translate --to call-plan --against groups.json --against rules.json

      One file with both, SecurityGroups and SecurityGroupRules in one object, will do as well.
      """),
    Explanation(
      "account/not-readable", "The description of the account is not readable",
      """
      The file named with --against is not there, or it cannot be read.
      """),
    Explanation(
      "account/rules-contradict", "One rule in two ways",
      """
      Protocol, ports and peer make a rule. Two blocks or resources that agree in these are one rule for \
      EC2, which has one description and one set of tags; here they want two. It often shows only when \
      the values of variables are known.
      """),
    Explanation(
      "account/rules-not-shown", "Rules of a group are not in the description",
      """
      Each group in SecurityGroups lists its rules too, in another form. Their number differs from that \
      of its rules in SecurityGroupRules: one of the commands was run with a filter or cut off, or the \
      account changed between the two. A plan from half a description would add rules that are there, \
      or leave rules that should go.
      """),
    Explanation(
      "account/several-groups", "Several groups could be meant",
      """
      A group is found by its name and VPC. Where the configuration gives no VPC, it is the default one, \
      which a description of security groups does not tell from others; the output of "aws ec2 \
      describe-vpcs", given with --against too, does. Where the name is made when \
      the group is created, it is the prefix, the description and the tags that tell; if somebody \
      changed the tags, only you can say whether it is the same group: --adopt ID takes it, \
      --adopt none makes another one.
      """),
    Explanation(
      "account/truncated", "The description ends in the middle",
      """
      A NextToken says that there is more to tell. The AWS CLI asks for all pages by itself unless \
      --max-items or --no-paginate keep it from that.
      """),
    Explanation(
      "account/wrong-shape", "Not a description of security groups",
      """
      The file must hold what EC2 answers to DescribeSecurityGroups or DescribeSecurityGroupRules, as \
      the AWS CLI prints it with --output json, without --query.
      """),
  ]
}
