/// A question to the account that must have exactly one answer: a data source, as one API call.
package struct Lookup: Hashable, Sendable {
  /// Unique among inputs, lookups and groups: `vpc_main`, `security_group_legacy`.
  package var name: String
  /// `data.aws_vpc.main`
  package var address: String
  package var kind: Kind
  package var region: Term?
  package var origin: Origin

  package enum Kind: Hashable, Sendable {
    /// One EC2 Describe call whose result list must hold one element.
    case describe(Describe)
    /// sts GetCallerIdentity: `account_id`, `arn`, `user_id` (`id` is the account).
    case callerIdentity
    /// The Region in which the artifact runs: `name`, `id`, `region`.
    case region
    /// The partition of that Region: `partition`, `dns_suffix`.
    case partition
  }

  /// In botocore's words.
  package struct Describe: Hashable, Sendable {
    /// `DescribeVpcs`
    package var operation: String
    /// `Vpcs`
    package var resultList: String
    /// Ids asked for, such as `VpcIds`; absent if none.
    package var ids: IDs?
    package var filters: [Filter]
    /// Terraform attribute to JMESPath within one element of the result: `id` → `VpcId`.
    package var attributes: [String: String]

    package init(
      operation: String, resultList: String, ids: IDs? = nil, filters: [Filter],
      attributes: [String: String]
    ) {
      self.operation = operation
      self.resultList = resultList
      self.ids = ids
      self.filters = filters
      self.attributes = attributes
    }
  }

  package struct IDs: Hashable, Sendable {
    package var parameter: String
    package var values: [Term]

    package init(parameter: String, values: [Term]) {
      self.parameter = parameter
      self.values = values
    }
  }

  package struct Filter: Hashable, Sendable {
    package var name: String
    package var values: [Term]

    package init(_ name: String, _ values: [Term]) {
      self.name = name
      self.values = values
    }
  }

  package init(name: String, address: String, kind: Kind, region: Term? = nil, origin: Origin) {
    self.name = name
    self.address = address
    self.kind = kind
    self.region = region
    self.origin = origin
  }
}
