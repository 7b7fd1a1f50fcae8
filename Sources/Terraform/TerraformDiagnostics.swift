import Diagnostics
import HCL

// What is wrong with the shape of a configuration. Summaries are Terraform's own.

extension Diagnostic {
  // MARK: files

  static func noSuchConfiguration(_ path: String) -> Diagnostic {
    Diagnostic(
      "terraform/not-found", summary: "Configuration not found",
      detail: path.isEmpty
        ? "The directory of the configuration could not be read."
        : "There is no directory \"\(path)\" that could be read.")
  }

  static func noConfigurationFiles() -> Diagnostic {
    Diagnostic(
      "terraform/no-files", summary: "No configuration files",
      detail: "The directory contains no Terraform configuration files. Name the directory that "
        + "holds the root module's .tf files.")
  }

  static func unreadableFile(_ path: String, _ reason: String) -> Diagnostic {
    Diagnostic(
      "terraform/unreadable-file", summary: "Failed to read file",
      detail: "The file \"\(path)\" could not be read. \(reason)")
  }

  // MARK: blocks and arguments

  static func unexpectedTopLevelArgument(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/unsupported-argument", summary: "Unsupported argument",
      detail:
        "An argument named \"\(name)\" is not expected here: at the top level of a file stand "
        + "only blocks.", at: place)
  }

  static func unsupportedTopLevelBlock(_ type: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/unsupported-block", summary: "Unsupported block type",
      detail: "Blocks of type \"\(type)\" are not expected here."
        + didYouMean(type, TopLevelBlock.allCases.map(\.rawValue)), at: place)
  }

  static func unsupportedBlock(
    _ type: String, known: some Sequence<String>, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/unsupported-block", summary: "Unsupported block type",
      detail: "Blocks of type \"\(type)\" are not expected here."
        + didYouMean(type, known.sorted()),
      at: place)
  }

  static func argumentWrittenAsBlock(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/unsupported-block", summary: "Unsupported block type",
      detail: "Blocks of type \"\(name)\" are not expected here. Did you mean to define argument "
        + "\"\(name)\"? If so, use the equals sign to assign it a value.", at: place)
  }

  static func duplicateNestedBlock(
    _ type: String, at place: SourceLocation, _ first: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/duplicate-nested-block", summary: "Duplicate \(type) block",
      detail: "Only one block of type \(quoted(type)) is allowed.", at: place
    ).also(at: first, "the first one is here")
  }

  static func unsupportedArgument(
    _ name: String, known: some Sequence<String>, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/unsupported-argument", summary: "Unsupported argument",
      detail: "An argument named \"\(name)\" is not expected here."
        + didYouMean(name, known.sorted()), at: place)
  }

  static func computedArgument(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/computed-argument", summary: "Value for unconfigurable attribute",
      detail: "Can't configure a value for \"\(name)\": its value is decided by the provider.",
      at: place)
  }

  static func missingArgument(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/missing-argument", summary: "Missing required argument",
      detail: "The argument \"\(name)\" is required, but no definition was found.", at: place)
  }

  static func missingBlock(_ type: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/missing-block", summary: "Insufficient \(type) blocks",
      detail: "A \(type) block is required here.", at: place)
  }

  static func attributeAndBlock(
    _ name: String, at place: SourceLocation, _ first: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/attribute-and-block", summary: "Unsupported block type",
      detail:
        "\"\(name)\" is written both as an argument and as a block; only one of the two forms "
        + "can be used in a resource.", at: place
    ).also(at: first, "as an argument here")
  }

  static func inappropriateValue(
    _ name: String, _ reason: String, _ value: Value, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/inappropriate-value", summary: "Incorrect attribute value type",
      detail: "Inappropriate value for attribute \"\(name)\": \(reason).", at: place,
      label: "this is \(describe(value))")
  }

  static func wrongLabelCount(_ block: ConfigurationBlock, _ names: [String]) -> Diagnostic {
    let missing = block.labels.count < names.count
    let wanted =
      names.isEmpty
      ? "no labels"
      : "\(names.count) label\(names.count == 1 ? "" : "s") (\(names.joined(separator: ", ")))"
    return Diagnostic(
      "terraform/wrong-labels",
      summary: missing
        ? "Missing \(names[block.labels.count]) for \(block.type)"
        : "Extraneous label for \(block.type)",
      detail: "All \(block.type) blocks must have \(wanted).", at: block.location)
  }

  static func duplicate(
    _ noun: String, _ name: String, at place: SourceLocation, _ first: SourceLocation
  ) -> Diagnostic {
    let summary =
      switch noun {
      case "check block": "Duplicate check block configuration"
      case "variable": "Duplicate variable declaration"
      case "output": "Duplicate output definition"
      case "local value": "Duplicate local value definition"
      default: "Duplicate \(noun) configuration"
      }
    return Diagnostic(
      "terraform/duplicate", summary: summary,
      detail:
        "A \(noun) named \"\(name)\" was already declared in this module; names must be unique.",
      at: place
    ).also(at: first, "first declared here")
  }

  static func nothingToOverride(
    _ block: ConfigurationBlock, named name: String, at place: SourceLocation
  ) -> Diagnostic {
    let (noun, definition) =
      switch block.type {
      case "resource", "data": ("\(block.labels[0]) \(block.type)", "\(block.type) to override")
      case "locals": ("local value", "base local value definition to override")
      case "module": ("module call", "module call to override")
      case "provider": ("provider configuration", "base provider configuration for override")
      default: (block.type, "base \(block.type) definition to override")
      }
    return Diagnostic(
      "terraform/nothing-to-override",
      summary: block.type == "data"
        ? "Missing data resource to override" : "Missing \(definition)",
      detail: "There is no \(noun) named \(quoted(name)). An override file can only change what "
        + "another file declares.", at: place)
  }

  static func notOverridable(_ type: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/not-overridable", summary: "Cannot override '\(type)' blocks",
      detail: "Blocks of type \(type) can appear only in normal files, not in override files.",
      at: place)
  }

  static func dependenciesNotOverridable(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/not-overridable", summary: "Unsupported override",
      detail: "The depends_on argument may not be overridden.", at: place)
  }

  static func versionOfLocalModule(_ source: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/module-source", summary: "Invalid registry module source address",
      detail:
        "The version argument applies only to modules of a registry, and \(quoted(source)) is "
        + "a local directory. Remove the version.", at: place)
  }

  static func invalidModuleSource(_ source: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/module-source", summary: "Invalid module source address",
      detail: "\(quoted(source)) is neither an address in a registry nor a local path."
        + (source.isEmpty ? "" : " If it is a directory, write \(quoted("./" + source))."),
      at: place)
  }

  static func countAndForEach(at place: SourceLocation, _ first: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/count-and-for-each", summary: "Invalid combination of \"count\" and \"for_each\"",
      detail:
        "The \"count\" and \"for_each\" meta-arguments are mutually-exclusive; only one of them "
        + "decides how many instances there are.", at: place
    ).also(at: first, "count is here")
  }

  static func invalidIterator(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-iterator", summary: "Invalid expression",
      detail: "A single static variable name is required as the iterator of a dynamic block.",
      at: place)
  }

  static func ignoreChangesNotKept(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/ignore-changes", .warning, summary: "ignore_changes is not translated",
      detail: "Terraform would leave changes of these arguments alone; the artifact sets them to "
        + "what the configuration says.", at: place)
  }

  static func blockNotKept(_ type: String, at place: SourceLocation) -> Diagnostic {
    let what =
      switch type {
      case "import": "groups are found by their names instead of the id in the block"
      case "provisioner": "it does not run"
      default: "its condition is not checked"
      }
    return Diagnostic(
      "terraform/block-not-kept", .warning, summary: "Block is not translated",
      detail: "The artifact does not know this \(type) block: \(what).", at: place)
  }

  static func leftAlone(_ resources: [String]) -> Diagnostic {
    let few = resources.prefix(5).joined(separator: ", ")
    let more = resources.count > 5 ? " and \(resources.count - 5) more" : ""
    return Diagnostic(
      "terraform/left-alone", .note, summary: "Other resources are left alone",
      detail: "Only security groups and their rules are translated. These are not part of the "
        + "artifact: \(few)\(more). What it needs of them it asks for.")
  }

  static func unknownResourceType(
    _ type: String, _ suggestion: String, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/unknown-resource-type", summary: "Invalid resource type",
      detail: "The provider hashicorp/aws does not support resource type \"\(type)\". Did you mean "
        + "\"\(suggestion)\"?", at: place)
  }

  // MARK: modules

  static func moduleNotFound(_ directory: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/module-not-found", summary: "Unreadable module directory",
      detail: "There is no directory \"\(directory)\" to read this module from.", at: place)
  }

  static func emptyModule(_ directory: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/module-empty", .warning, summary: "Module has no configuration files",
      detail: "The directory \"\(directory)\" holds no .tf files.", at: place)
  }

  static func moduleCallsItself(_ path: [String], at place: SourceLocation?) -> Diagnostic {
    Diagnostic(
      "terraform/module-cycle", summary: "Module calls are nested without end",
      detail: "The module is part of itself: "
        + path.map { $0.isEmpty ? "the root module" : $0 }.joined(separator: " → ") + ".", at: place
    )
  }

  static func moduleSourceNotLiteral(at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/module-source", summary: "Variables not allowed",
      detail: "A module's source must be written as a plain string.", at: place)
  }

  static func moduleWithProvider(
    _ name: String, _ source: String, at place: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/module-with-provider",
      summary: "Module is incompatible with count, for_each, and depends_on",
      detail:
        "The module at module.\(name) (\(quoted(source))) contains provider configurations of "
        + "its own, and so calls to it may not use the count, for_each, or depends_on arguments.",
      at: place)
  }

  static func moduleNotInstalled(_ source: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/module-not-installed", summary: "Module not installed",
      detail:
        "The module \"\(source)\" comes from a registry or a repository and is not there yet. "
        + "Run \"terraform init\" to install all modules required by this configuration.", at: place
    )
  }

  static func missingModuleArgument(_ name: String, at place: SourceLocation) -> Diagnostic {
    Diagnostic(
      "terraform/missing-argument", summary: "Missing required argument",
      detail: "The argument \"\(name)\" is required by the module, but no definition was found.",
      at: place)
  }

  static func invalidModuleArgument(
    _ name: String, _ reason: String, at place: SourceLocation, _ declaration: SourceLocation
  ) -> Diagnostic {
    Diagnostic(
      "terraform/invalid-module-argument", summary: "Invalid value for input variable",
      detail: "The given value is not suitable for the module's variable \"\(name)\": \(reason).",
      at: place
    ).also(at: declaration, "declared here")
  }
}
