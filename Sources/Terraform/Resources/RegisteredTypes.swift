/// Every resource type and data source that is translated, by the name in the configuration.
package let registeredTypes: [String: ResourceType] = Dictionary(
  uniqueKeysWithValues: [
    securityGroup, defaultSecurityGroup, securityGroupRule, ingressRule, egressRule,
    rulesExclusive, vpcAssociation, networkInterfaceAttachment,
    vpcData, subnetData, securityGroupData, prefixListData, managedPrefixListData,
    regionData, callerIdentityData, partitionData,
  ].map { ($0.name, $0) })
