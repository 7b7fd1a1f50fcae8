import CodePrinter
import SecurityGroupIR

extension Program {
  /// One line for each input: what it is, or its default.
  func inputStatements(_ names: ShellNames) -> [String] {
    zip(inputs, inputRoles).enumerated().flatMap { index, entry in
      let (input, role) = entry
      let name = names.inputs[index]
      guard input.isSensitive else { return [input.declaration(name, role)] }
      let prompt = ShellWord("\(name) (\(input.explanation(role))): ").quoted
      return [
        "[[ -n ${\(name)+set} || ! -t 0 ]] || { read -rsp \(prompt) \(name) && echo >&2; }",
        input.declaration(name, role),
      ]
    }
  }

  /// What keeps sensitive inputs out of all that the script says.
  func secretStatements(_ names: ShellNames) -> [Doc] {
    inputs.indices.filter { inputs[$0].isSensitive }.map { index in
      let name = names.inputs[index]
      return inputs[index].type.scalarElement == nil
        ? .text("secret \"$\(name)\"") : .text("for word in $\(name); do secret \"$word\"; done")
    }
  }

  /// The calls that stop the script for a mistyped input before it has changed anything.
  func inputChecks(_ names: ShellNames) -> [Doc] {
    let checks: [(command: String, roles: Set<InputRole>)] = [
      ("check_ipv4", [.ipv4CIDR]), ("check_ipv6", [.ipv6CIDR]), ("check_ids sg", [.groupID]),
      ("check_ids pl", [.prefixList]), ("check_ids vpc", [.vpcID]), ("check_integers", [.port]),
    ]
    let roles = inputRoles
    return checks.compactMap { command, wanted in
      let words = inputs.indices.filter {
        wanted.contains(roles[$0]) && inputs[$0].type.isWords
      }.map { names.inputs[$0] }
      return words.isEmpty ? nil : shellWordsCommand(command, words)
    }
  }
}

extension Input {
  fileprivate func declaration(_ name: String, _ role: InputRole) -> String {
    guard let value = defaultValue, !isSensitive else {
      // An empty list is a value and so is an empty text; an empty id or number is a mistake.
      let operation = type.scalarElement == nil && role != .text ? ":?" : "?"
      return ": \"${\(name)\(operation)\(explanation(role).escapedInParameter)}\""
    }
    let text: String
    if case .list(let elements) = value, type.scalarElement != nil {
      text = elements.map(\.shellText).joined(separator: " ")
    } else {
      text = value.shellText
    }
    let isPlain = text.split(separator: " ").allSatisfy { String($0).isPlainShellWord }
    return isPlain
      ? ": \"${\(name)=\(text)}\"" : "\(name)=${\(name)-\(ShellWord(text).quoted)}"
  }

  /// The variable's own description, else what it is used for; on one line.
  func explanation(_ role: InputRole) -> String {
    let text = (description ?? "").unicodeScalars.split { scalar in
      scalar.isInvisible || scalar == " "
    }.map { String(String.UnicodeScalarView($0)) }.joined(separator: " ")
    if !text.isEmpty { return text }
    let isList = type.scalarElement != nil
    let thing =
      switch role {
      case .vpcID: "id of a VPC"
      case .groupID: isList ? "ids of security groups" : "id of a security group"
      case .prefixList: isList ? "ids of prefix lists" : "id of a prefix list"
      case .ipv4CIDR: isList ? "IPv4 CIDR blocks" : "an IPv4 CIDR block"
      case .ipv6CIDR: isList ? "IPv6 CIDR blocks" : "an IPv6 CIDR block"
      case .port: "a port number"
      case .region: "a Region"
      case .text: type.isWords ? "value of \(address)" : "value of \(address), as JSON"
      }
    return isList ? thing + ", separated by spaces" : thing
  }

  /// A value that shows the form, for examples.
  func example(_ role: InputRole) -> String {
    switch role {
    case .vpcID: "vpc-0123"
    case .groupID: "sg-0123"
    case .prefixList: "pl-0123"
    case .ipv4CIDR: "203.0.113.0/24"
    case .ipv6CIDR: "2001:db8::/32"
    case .port: "443"
    case .region: "eu-central-1"
    case .text: type.isWords ? "value" : "{}"
    }
  }
}

extension String {
  /// For the message in `"${X:?message}"`, where Bash takes an apostrophe for a quote and `<(` for a
  /// process although both stand between quotes, and nothing escapes them: the message says the same
  /// in characters that mean nothing.
  fileprivate var escapedInParameter: String {
    var out = ""
    for scalar in escapedInDoubleQuotes.unicodeScalars {
      if scalar == "}" { out += "\\" }
      if scalar == "(", out.hasSuffix("<") || out.hasSuffix(">") { out += " " }
      if scalar == "'" {
        out += "’"
        continue
      }
      out.unicodeScalars.append(scalar)
    }
    return out
  }
}
