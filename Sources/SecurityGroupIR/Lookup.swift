/// A question to the account, a data source as one API call.
package struct Lookup: Hashable, Sendable {
  /// Unique among inputs, lookups and groups: `vpc_main`, `security_group_legacy`.
  package var name: String
  /// `data.aws_vpc.main`
  package var address: String
  package var kind: Kind
  package var region: Term?
  package var origin: Origin

  package enum Kind: Hashable, Sendable {
    /// One EC2 Describe call whose result list must hold one element, unless it asks for all.
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
    /// Any number of elements will do, and each attribute is a list with a member for each of them.
    package var isPlural: Bool
    /// The field by which the elements are sorted, where it is not the order of the answer.
    package var order: String?
    /// Terraform attribute to JMESPath within one element of the result: `id` → `VpcId`. Beyond names
    /// and numbers there are `List[].Field` for a list and `Tags[?Key=='KEY'].Value | [0]` for a tag.
    package var attributes: [String: String]

    package init(
      operation: String, resultList: String, ids: IDs? = nil, filters: [Filter],
      attributes: [String: String], isPlural: Bool = false, order: String? = nil
    ) {
      self.operation = operation
      self.resultList = resultList
      self.ids = ids
      self.filters = filters
      self.attributes = attributes
      self.isPlural = isPlural
      self.order = order
    }

    /// Whether an attribute is a list of scalars.
    package func isList(_ attribute: String) -> Bool {
      isPlural || attributes[attribute]?.contains("[]") == true
    }

    /// The result list in its order, as JMESPath.
    package var orderedList: String { order.map { "sort_by(\(resultList), &\($0))" } ?? resultList }
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

extension Program {
  /// Whether a term is a lookup's attribute that is a list.
  package func isListLookup(_ term: Term) -> Bool {
    guard case .lookup(let id, let attribute) = term, lookups.indices.contains(id.index),
      case .describe(let describe) = self[id].kind
    else { return false }
    return describe.isList(attribute)
  }
}

extension Lookup {
  /// An attribute as part of a name: `cidr_block_associations[*].cidr_block`, `tags["Env"]` become
  /// `cidr_block_associations_cidr_block`, `tags_Env`.
  package static func word(for attribute: String) -> String {
    let words = attribute.utf8.split { byte in
      let isDigit = (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
      return !isDigit && !isLetter && byte != UInt8(ascii: "_")
    }
    return words.map { String(Substring($0)) }.joined(separator: "_")
  }

  /// Whether every artifact and template knows the attribute without asking for it: the Region,
  /// account and partition in which it runs.
  package func isAmbient(_ attribute: String) -> Bool {
    guard region == nil else { return false }
    return switch kind {
    case .region: true
    case .callerIdentity: attribute == "account_id" || attribute == "id"
    case .partition: ["partition", "id", "dns_suffix"].contains(attribute)
    case .describe: false
    }
  }
}
