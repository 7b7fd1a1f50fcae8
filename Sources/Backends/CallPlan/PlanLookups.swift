import CodePrinter
import SecurityGroupIR

extension Plan {
  /// The call that answers a lookup.
  mutating func look(_ id: LookupID) {
    let lookup = program[id]
    var call = Call(id: lookup.name, operation: "", source: lookup.origin, parameters: [])
    call.subject = PlanSubject(address: lookup.address, origin: lookup.origin)
    call.region = lookup.region.map { text($0, at: lookup.origin) }
    switch lookup.kind {
    case .describe(let describe):
      call.operation = describe.operation
      if !describe.isPlural { call.expectOne = describe.resultList }
      if let ids = describe.ids {
        call.parameters.append(.init(ids.parameter, texts(ids.values, at: lookup.origin)))
      }
      if !describe.filters.isEmpty {
        let filters = describe.filters.map { filter in
          Self.filter(filter.name, texts(filter.values, at: lookup.origin))
        }
        call.parameters.append(.init("Filters", .array(filters)))
      }
    case .callerIdentity, .partition:
      call.service = "sts"
      call.operation = "GetCallerIdentity"
    case .region:
      call.operation = "DescribeAvailabilityZones"
      call.comment = "Every zone tells the Region in which this runs."
    }
    calls.append(call)
  }

  static func filter(_ name: String, _ values: JSON) -> JSON {
    ["Name": .string(name), "Values": values]
  }

  /// An attribute of what the lookup found, in Terraform's words.
  func result(_ lookup: Lookup, _ attribute: String) -> JSON {
    Self.result(lookup.name, path(to: attribute, of: lookup))
  }

  /// The same as JMESPath within the answer of the lookup's call.
  func path(to attribute: String, of lookup: Lookup) -> String {
    switch lookup.kind {
    case .describe(let describe):
      describe.isPlural
        ? "\(describe.orderedList)[].\(describe.path(to: attribute))"
        : Self.path(to: describe.path(to: attribute), inFirstOf: describe.resultList)
    case .callerIdentity:
      switch attribute {
      case "arn": "Arn"
      case "user_id": "UserId"
      default: "Account"
      }
    case .region: "AvailabilityZones[0].RegionName"
    case .partition: Self.partitionPath(attribute)
    }
  }

  private mutating func texts(_ terms: [Term], at origin: Origin) -> JSON {
    .array(
      terms.map { term in
        term.isList(in: program)
          ? each(term, as: ["$item": true], at: origin) : text(term, at: origin)
      })
  }

  private static func path(to attribute: String, inFirstOf list: String) -> String {
    let isPlain = attribute.utf8.allSatisfy { byte in
      byte == UInt8(ascii: ".") || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
        || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
        || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
    }
    return isPlain ? "\(list)[0].\(attribute)" : "\(list)[0] | \(attribute)"
  }

  /// The partition is part of every ARN, but JMESPath cannot cut a text: it asks how the ARN begins.
  private static func partitionPath(_ attribute: String) -> String {
    let choices = ([Partition.standard] + Partition.others).map { partition in
      let value = attribute == "dns_suffix" ? partition.dnsSuffix : partition.name
      return "starts_with(Arn, 'arn:\(partition.name):') && '\(value)'"
    }
    return choices.joined(separator: " || ")
  }
}
