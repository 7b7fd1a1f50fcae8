/// What IAM wants of who calls an operation, as AWS's service authorization reference has it.
struct Action: Sendable {
  var service = "ec2"
  /// As the API calls it: `CreateSecurityGroup`.
  var operation: String
  var purpose: Purpose
  /// What the call concerns; none where IAM knows only `*`.
  var resources: [ResourceType]

  /// Why a statement is in a policy; also the order of statements.
  enum Purpose: Int, Sendable { case read, create, rules, tags, attach, destroy, deploy }

  init(_ operation: String, _ purpose: Purpose, _ resources: ResourceType...) {
    self.operation = operation
    self.purpose = purpose
    self.resources = resources
  }

  var name: String { "\(service):\(operation)" }
}

/// A type of resource that an ARN may name.
package enum ResourceType: String, Hashable, Sendable, CaseIterable {
  case securityGroup = "security-group"
  case securityGroupRule = "security-group-rule"
  case vpc
  case networkInterface = "network-interface"
  case stack
  /// CloudFormation's own functions for templates.
  case languageExtensions = "transform/LanguageExtensions"
}

extension Action {
  /// Every operation that changes something; the one place that says what each of them touches.
  static let changing: [Action] = [
    Action("CreateSecurityGroup", .create, .securityGroup, .vpc),
    Action("AuthorizeSecurityGroupIngress", .rules, .securityGroup),
    Action("AuthorizeSecurityGroupEgress", .rules, .securityGroup),
    Action("RevokeSecurityGroupIngress", .rules, .securityGroup),
    Action("RevokeSecurityGroupEgress", .rules, .securityGroup),
    Action("UpdateSecurityGroupRuleDescriptionsIngress", .rules, .securityGroup),
    Action("UpdateSecurityGroupRuleDescriptionsEgress", .rules, .securityGroup),
    Action("ModifySecurityGroupRules", .rules, .securityGroup, .securityGroupRule),
    Action("CreateTags", .tags, .securityGroup),
    Action("DeleteTags", .tags, .securityGroup),
    Action("ModifyNetworkInterfaceAttribute", .attach, .networkInterface, .securityGroup),
    Action("AssociateSecurityGroupVpc", .attach, .securityGroup, .vpc),
    Action("DisassociateSecurityGroupVpc", .attach, .securityGroup, .vpc),
    Action("DeleteSecurityGroup", .destroy, .securityGroup),
  ]

  /// What deploys and deletes a stack.
  static let ofStacks: [Action] = [
    "DescribeStacks", "CreateChangeSet", "DescribeChangeSet", "ExecuteChangeSet", "DeleteStack",
  ].map { operation in
    var action = Action(operation, .deploy, .stack)
    action.service = "cloudformation"
    return action
  }

  /// The operation's row in the tables above. Operations that only describe have none: EC2 lets nobody
  /// narrow them.
  static func named(_ operation: String) -> Action {
    rows[operation] ?? Action(operation, .read)
  }

  private static let rows = Dictionary(
    uniqueKeysWithValues: (changing + ofStacks).map { ($0.operation, $0) })
}
