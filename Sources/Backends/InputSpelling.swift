import CodePrinter
package import SecurityGroupIR

/// How an input is called in each target: `--vpc-id`, `VPC_ID`, `VpcId`. The call plan uses its name.
package struct InputSpelling: Hashable, Sendable {
  package var flag: String
  package var environment: String
  package var parameter: String
}

extension Program {
  /// The input that is the Region of a provider and is called so: `--region` of the scripts means it.
  private var regionInput: Int? {
    let named = inputs.indices.filter { inputs[$0].name.lowercased() == "region" }
    guard named.count == 1, inputRoles[named[0]] == .region else { return nil }
    return named[0]
  }

  /// The spellings of all inputs, by `InputID.index`; within a program each is unique.
  package var inputSpellings: [InputSpelling] {
    zip(inputFlags, zip(inputVariables, inputParameters)).map {
      InputSpelling(flag: $0, environment: $1.0, parameter: $1.1)
    }
  }

  var inputFlags: [String] {
    let ownFlags = regionInput == nil ? reservedFlags : reservedFlags.subtracting(["region"])
    var flags = UniqueNames(reserved: ownFlags)
    return inputs.map { input in
      let kebab = input.words.map { $0.lowercased() }.joined(separator: "-")
      return "--" + flags.take(kebab, whenReserved: "input-" + kebab, separator: "-")
    }
  }

  /// Of the shell's environment.
  var inputVariables: [String] {
    var environments = UniqueNames(reserved: [])
    return inputs.map { input in
      let upper = input.words.map { $0.uppercased() }.joined(separator: "_")
      return environments.take(
        isReservedEnvironment(upper) ? "INPUT_" + upper : upper, separator: "_")
    }
  }

  var inputParameters: [String] {
    var parameters = UniqueNames(reserved: [])
    return inputs.map { parameters.take(camelCase($0.words), separator: "") }
  }
}

extension Input {
  fileprivate var words: [String] { name.split(separator: "_").map(String.init) }
}

/// Hands out names, each once: a second `a` becomes `a-2`.
package struct UniqueNames {
  private var taken: Set<String> = []
  private let isReserved: (String) -> Bool
  /// The number that a name had last.
  private var numbers: [String: Int] = [:]

  package init(isReserved: @escaping (String) -> Bool) { self.isReserved = isReserved }

  package init(reserved: Set<String>) {
    self.init(isReserved: reserved.contains)
  }

  package mutating func take(
    _ name: String, whenReserved: String? = nil, separator: String
  ) -> String {
    let base = isReserved(name) ? whenReserved ?? name : name
    if isNew(base) { return base }
    let stem = base + separator
    var number = numbers[stem] ?? 1
    var candidate: String
    repeat {
      number += 1
      candidate = stem + String(number)
    } while !isNew(candidate)
    numbers[stem] = number
    return candidate
  }

  private mutating func isNew(_ name: String) -> Bool {
    !isReserved(name) && taken.insert(name).inserted
  }
}

/// `["vpc", "id"]` → `VpcId`: the form of CloudFormation's names.
package func camelCase(_ words: [String]) -> String {
  var name = ""
  for word in words {
    guard let first = word.utf8.first else { continue }
    if ByteSet.lowerCase.contains(first) {
      name.unicodeScalars.append(Unicode.Scalar(first - 0x20))
      name += Substring(word.utf8.dropFirst())
    } else {
      name += first < 0x80 ? word : word.prefix(1).uppercased() + word.dropFirst()
    }
  }
  return name
}

/// Flags that scripts have of their own.
private let reservedFlags: Set<String> = [
  "adopt", "destroy", "help", "plan", "profile", "region", "yes",
]

/// Variables that the shell, the AWS tools or the scripts give a meaning to.
private func isReservedEnvironment(_ name: String) -> Bool {
  let prefixes = ["AWS_", "BASH", "LC_", "PYTHON", "BOTO"]
  return shellVariables.contains(name) || prefixes.contains { name.hasPrefix($0) }
}

private let shellVariables: Set<String> = [
  "ADOPT", "CDPATH", "COLUMNS", "DIRSTACK", "EDITOR", "ENV", "EPOCHREALTIME", "EPOCHSECONDS",
  "EUID",
  "FUNCNAME", "GLOBIGNORE", "GROUPS", "HISTFILE", "HOME", "HOSTNAME", "HOSTTYPE", "IFS", "LANG",
  "LINENO", "LINES", "LOGNAME", "MACHTYPE", "MAIL", "MAPFILE", "NO_COLOR", "OLDPWD", "OPTARG",
  "OPTERR",
  "OPTIND",
  "OSTYPE", "PATH", "PIPESTATUS", "POSIXLY_CORRECT", "PPID", "PROMPT_COMMAND", "PS1", "PS2", "PS3",
  "PS4", "PWD", "RANDOM", "REPLY", "SECONDS", "SHELL", "SHELLOPTS", "SHLVL", "SRANDOM", "TERM",
  "TMOUT", "TMPDIR", "TZ", "UID", "USER",
]
