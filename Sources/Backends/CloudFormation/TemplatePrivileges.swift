import CodePrinter
package import SecurityGroupIR

extension CloudFormation {
  /// What whoever deploys the stack calls, and what CloudFormation calls for them: in their name, or in
  /// that of the role which the stack is given.
  package func privileges(of program: Program) -> [Privilege] {
    var template = Template(program)
    var nowhere = Printer(layout) { _ in }
    template.print(to: &nowhere)
    var all = Template.deployment(usesTransform: template.needsExtensions)
    for parameter in template.makeParameters() {
      // CloudFormation looks for what such a parameter names, in the name of the deployer.
      switch parameter.value["Type"] {
      case "AWS::EC2::VPC::Id": all.addForDeployer("DescribeVpcs", for: [.plan, .apply])
      case "AWS::EC2::SecurityGroup::Id":
        all.addForDeployer("DescribeSecurityGroups", for: [.plan, .apply])
      default: break
      }
    }
    for type in template.resourceTypes.sorted() { all += Template.privileges(ofType: type) }
    return all
  }
}

extension Template {
  fileprivate static func deployment(usesTransform: Bool) -> [Privilege] {
    var all: [Privilege] = []
    all.add("DescribeStacks", for: .always)
    all.add("CreateChangeSet", for: [.plan, .apply])
    all.add("DescribeChangeSet", for: [.plan, .apply])
    all.add("ExecuteChangeSet", for: [.apply])
    all.add("DeleteStack", for: [.destroy])
    if usesTransform {
      all.add("CreateChangeSet", on: [.languageExtensions], for: [.plan, .apply])
    }
    return all
  }

  /// What the handlers of a resource type call, as its schema in CloudFormation's registry has it.
  fileprivate static func privileges(ofType type: String) -> [Privilege] {
    var all: [Privilege] = []
    switch type {
    case "AWS::EC2::SecurityGroup":
      all.add("DescribeSecurityGroups", for: [.apply, .destroy])
      // The stack tags every group by its own name, whatever tags the template has.
      all.addTagging("CreateSecurityGroup", .securityGroup, for: [.apply])
      all.add("CreateTags", for: [.apply])
      all.add("DeleteTags", for: [.apply])
      for side in ["Ingress", "Egress"] {
        all.add("AuthorizeSecurityGroup" + side, for: [.apply])
        all.add("RevokeSecurityGroup" + side, for: [.apply])
      }
      all.add("DeleteSecurityGroup", for: [.apply, .destroy])
    case "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress":
      let side = type.hasSuffix("Ingress") ? "Ingress" : "Egress"
      all.add("DescribeSecurityGroupRules", for: [.apply, .destroy])
      all.add("AuthorizeSecurityGroup" + side, for: [.apply])
      all.add("RevokeSecurityGroup" + side, for: [.apply, .destroy])
      all.add("UpdateSecurityGroupRuleDescriptions" + side, for: [.apply])
    case "AWS::EC2::SecurityGroupVpcAssociation":
      all.add("DescribeSecurityGroupVpcAssociations", for: [.apply, .destroy])
      all.add("AssociateSecurityGroupVpc", for: [.apply])
      all.add("DisassociateSecurityGroupVpc", for: [.apply, .destroy])
    default: break
    }
    return all
  }
}
