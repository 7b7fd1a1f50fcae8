/// What a user asks for; the command line is one way to fill it in.
public struct Request: Sendable {
  /// A directory or a file.
  public var path: String
  /// In the order given: `--var` and `--var-file`, later ones win.
  public var variableSources: [VariableSource]
  /// Files with recorded answers of data sources: `--resolve`.
  public var answerFiles: [String] = []
  /// Files and directories beside the configuration that functions such as `file` may read:
  /// `--allow-read`.
  public var readablePaths: [String] = []
  /// Every variable that has a default is fixed to it: `--fold`.
  public var foldsDefaults = false
  /// Variables that must stay inputs: `--keep`.
  public var keptVariables: [String] = []
  /// One of the forms of the target: `--format`.
  public var format: String?
  /// Whether anybody will ask which lines of the artifact come from where: `--source-map`.
  public var wantsSourceMap = false
  /// Files with descriptions of the account; `-` is standard input: `--against`.
  public var accountFiles: [String] = []
  /// Ids of groups to take for the configuration's own: `--adopt`.
  public var adoptedGroups: [String] = []
  /// The process environment, for `TF_VAR_*`.
  public var environment: [String: String]

  /// A request for the configuration at `path`.
  public init(
    path: String, variableSources: [VariableSource] = [], environment: [String: String] = [:]
  ) {
    self.path = path
    self.variableSources = variableSources
    self.environment = environment
  }
}

/// A value or file of values given on the command line.
public enum VariableSource: Sendable, Hashable {
  /// `--var NAME=VALUE`
  case assignment(name: String, value: String)
  /// `--var-file FILE`
  case file(String)
}
