import CodePrinter
import SecurityGroupIR

/// The variables that hold what calls answered.
struct CurlResults {
  struct Key: Hashable {
    var call: String
    var path: String
  }

  private(set) var variables: [Key: String] = [:]
  /// In the order in which they are used first.
  private(set) var keys: [String: [Key]] = [:]
  private var names: UniqueNames

  init(reserved: Set<String>) { names = UniqueNames(reserved: reserved) }

  mutating func collect(_ call: Call) {
    for field in call.parameters { collect(field.value) }
    if let region = call.region { collect(region) }
    for undo in call.undo { for field in undo.parameters { collect(field.value) } }
  }

  mutating func collect(_ json: JSON) {
    guard let key = Self.key(json) else {
      for child in json.children { collect(child) }
      return
    }
    guard variables[key] == nil else { return }
    variables[key] = names.take(Self.name(key), separator: "_")
    keys[key.call, default: []].append(key)
  }

  /// `{"$result": [CALL, PATH]}`
  static func key(_ json: JSON) -> Key? {
    guard case .object(let fields) = json, fields.count == 1, fields[0].name == "$result",
      case .array(let parts) = fields[0].value, parts.count == 2,
      case .string(let call) = parts[0], case .string(let path) = parts[1]
    else { return nil }
    return Key(call: call, path: path)
  }

  /// `web` and `GroupId` → `web_id`
  private static func name(_ key: Key) -> String {
    let last = key.path.split { $0 == "." || $0 == "]" }.last
    let word =
      switch last {
      case "GroupId", "VpcId": "id"
      case "SecurityGroupArn", "Arn": "arn"
      case "GroupName": "name"
      case "OwnerId", "Account": "owner"
      case "SecurityGroupRuleId": key.path.contains("!IsEgress") ? "ingress_ids" : "egress_ids"
      case "IpPermissions": "ingress"
      case "IpPermissionsEgress": "egress"
      default: key.path.contains("Tags") ? "tags" : "value"
      }
    let bytes = (key.call + "_" + word).utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): byte
      case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte | 0x20
      default: UInt8(ascii: "_")
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// How a variable is filled from EC2's answer: a command for a text, or one for a list.
  enum Extraction {
    case text(String)
    case list(String, isTerminatedByNUL: Bool)
  }

  static func extraction(_ path: String) -> Extraction? {
    switch path {
    case "GroupId": .text("element groupId")
    case "SecurityGroupArn": .text("element securityGroupArn")
    case "Vpcs[0].VpcId": .text("element vpcId")
    case "Account": .text("element Account")
    case "SecurityGroups[0].GroupId": .text("group_element groupId")
    case "SecurityGroups[0].GroupName": .text("group_element groupName")
    case "SecurityGroups[0].OwnerId": .text("group_element ownerId")
    case "SecurityGroups[0].VpcId": .text("group_element vpcId")
    case "SecurityGroups[0].SecurityGroupArn": .text("group_element securityGroupArn")
    case "SecurityGroups[0].IpPermissions":
      .list("flat ipPermissions IpPermissions", isTerminatedByNUL: true)
    case "SecurityGroups[0].IpPermissionsEgress":
      .list("flat ipPermissionsEgress IpPermissions", isTerminatedByNUL: true)
    case "(SecurityGroups[0].Tags || `[]`)[?!starts_with(Key, 'aws:')]":
      .list("flat tagSet Tag", isTerminatedByNUL: true)
    case "SecurityGroupRules[?IsEgress].SecurityGroupRuleId":
      .list("rule_ids true", isTerminatedByNUL: false)
    case "SecurityGroupRules[?!IsEgress].SecurityGroupRuleId":
      .list("rule_ids false", isTerminatedByNUL: false)
    case "NetworkInterfaces[0].Groups[].GroupId":
      .list("interface_groups", isTerminatedByNUL: false)
    default: nil
    }
  }

  /// The element of which an answer must have just one.
  static func single(_ list: String) -> String? {
    switch list {
    case "SecurityGroups": "groupDescription"
    case "Vpcs": "isDefault"
    case "NetworkInterfaces": "networkInterfaceId"
    default: nil
    }
  }
}
