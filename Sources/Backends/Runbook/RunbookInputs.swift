import CodePrinter
import SecurityGroupIR

extension Runbook {
  /// What the operator fills in, and the settings that all steps rely on.
  var inputs: [String] {
    var out = ["## Inputs"]
    let roles = program.inputRoles
    let required = program.inputs.indices.filter {
      program.inputs[$0].isRequired && !program.inputs[$0].isSensitive
    }
    if !program.inputs.isEmpty {
      out.append("Lists are separated by spaces. Use one Bash session for all steps.")
      out.append(
        Markdown.table(
          ["Variable", "Meaning", "Default"],
          program.inputs.enumerated().map { index, input in
            [
              Markdown.code(names.inputs[index]), Markdown.text(input.explanation(roles[index])),
              input.isSensitive ? "asked for" : input.defaultValue.map(defaultText) ?? "required",
            ]
          }))
    }
    if !required.isEmpty {
      out.append("Fill these in, and export any other that is not to have its default:")
      out.append(
        Markdown.fence(
          "sh",
          required.map { index in
            let example = program.inputs[index].example(roles[index])
            return "export \(names.inputs[index])=\(ShellWord(example).quoted)"
          }.joined(separator: "\n")))
    }
    out.append(
      program.inputs.isEmpty
        ? "There are none. Start one Bash session for all steps:"
        : "This takes the defaults and complains of what is missing:")
    var lines = ["export AWS_PAGER=\"\""] + program.inputStatements(names)
    if callsJSON { lines += ["", ShellLibrary.jsonFunction] }
    out.append(Markdown.fence("bash", lines.joined(separator: "\n")))
    return out
  }

  private func defaultText(_ value: Literal) -> String {
    guard case .list(let elements) = value else {
      return value.shellText.isEmpty ? "empty" : Markdown.code(value.shellText)
    }
    let text = elements.map(\.shellText).joined(separator: " ")
    return text.isEmpty ? "empty" : Markdown.code(text)
  }

  /// Who is calling, where, and whether the groups may be made.
  var checksBefore: [String] {
    var out = [
      "## Checks before", "The account and the Region in which the groups will be:",
      Markdown.fence(
        "bash",
        """
        aws sts get-caller-identity --query Account --output text
        aws ec2 describe-availability-zones --query 'AvailabilityZones[0].RegionName' --output text
        """),
      "It should print the number of your account and the name of your Region.",
    ]
    for (vpc, region) in inputVPCs {
      out += [
        "The VPC \(shown(vpc)):",
        Markdown.fence(
          "bash",
          command(
            "aws ec2 describe-vpcs",
            [["--vpc-ids", vpc.quoted]] + region + [
              ["--query 'Vpcs[].[VpcId, CidrBlock, State]' --output text"]
            ])),
        "It should print one line that ends in `available`.",
      ]
    }
    let checks = program.groups.filter(program.isKnownBefore).compactMap(nameCheck)
    if !checks.isEmpty {
      out += [
        "Whether the names are free:", Markdown.fence("bash", checks.joined(separator: "\n")),
        "It should print `0` for each. If not, a group of that name exists already: stop.",
      ]
    }
    return out
  }

  /// Counts the groups that have the name already; `nil` for a name that is made when it is needed.
  func nameCheck(_ group: SecurityGroup) -> String? {
    guard case .created(.exact(let term), _, let vpc) = group.identity else { return nil }
    let name = terms.word(term)
    let filter = ("Name=vpc-id,Values=" + terms.vpc(vpc, region: group.region)).quoted
    var filters = ["--filters", filter]
    let query: String
    if let text = name.knownText, text.isPlainFilterText {
      filters.append(ShellWord("Name=group-name,Values=" + text).quoted)
      query = "'length(SecurityGroups)'"
    } else {
      query = ("length(SecurityGroups[?GroupName==`" + jmesPathText(name) + "`])").quoted
    }
    return command(
      "aws ec2 describe-security-groups",
      [filters] + region(group) + [["--query", query, "--output text"]])
  }

  /// Text as a JMESPath literal between backticks.
  private func jmesPathText(_ word: ShellWord) -> ShellWord {
    guard let text = word.knownText else {
      return ShellWord([.output(ofCommand: "json \(word.quoted)")])
    }
    let parts = jsonString(text).split(separator: "`", omittingEmptySubsequences: false)
    return ShellWord(parts.joined(separator: "\\`"))
  }

  /// The VPCs that are known before any step.
  var inputVPCs: [(ShellWord, [[String]])] {
    var seen: Set<ShellWord> = []
    return program.groups.compactMap { group in
      switch group.identity {
      case .created(_, _, let vpc?), .defaultGroup(let vpc?):
        let word = terms.word(vpc)
        guard program.needs(of: vpc).isEmpty, seen.insert(word).inserted else { return nil }
        return (word, region(group))
      default: return nil
      }
    }
  }
}

extension Program {
  /// The group's name and VPC are known before any step.
  func isKnownBefore(_ group: SecurityGroup) -> Bool {
    // The default VPC is looked up by a step of its own.
    guard case .created(.exact(let name), _, let vpc?) = group.identity else { return false }
    return needs(of: name).isEmpty && needs(of: vpc).isEmpty
  }
}
