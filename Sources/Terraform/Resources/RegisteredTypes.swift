/// Every resource type and data source that is translated, by the name in the configuration.
package let registeredTypes: [String: ResourceType] = Dictionary(
  uniqueKeysWithValues: [
    securityGroup, defaultSecurityGroup, securityGroupRule, ingressRule, egressRule,
    rulesExclusive, vpcAssociation, networkInterfaceAttachment,
  ].map { ($0.name, $0) } + dataSourceTypes.map { ($0.name, $0) })
