using System.CommandLine;
using Pipeline.Local.Conversion;

namespace Pipeline.Local.Verbs;

/// <summary><c>convert FILE...</c>: renditions of files on this machine, with no storage at all.</summary>
internal static class Convert
{
    private static readonly Argument<FileInfo[]> Files = new("FILE") { Arity = ArgumentArity.OneOrMore, Description = "Files to convert." };
    private static readonly Option<DirectoryInfo> Out = new("--out") { HelpName = "DIR", Required = true, Description = "Folder for <name>.html, .pdf, .txt and .json." };
    private static readonly Option<int?> Repeat = new("--repeat") { HelpName = "N", Description = "Convert each file N times after a warm-up and print its median times as a line of JSON." };
    private static readonly Option<bool> Json = new("--json") { Description = "Print a line of JSON for each file." };

    public static Command Command()
    {
        var command = new Command("convert", "Convert files without storage; exit code 2 when any was rejected.") { Files, Out, Repeat, Json };
        command.Validators.Add(result =>
        {
            if (result.GetValue(Repeat) is < 1) result.AddError("--repeat takes a number from 1.");
        });
        command.SetAction((result, cancellationToken) => FileConversion.RunAsync(
            result.GetRequiredValue(Files).Select(f => f.FullName).ToList(), result.GetRequiredValue(Out).FullName,
            result.GetValue(Repeat), result.GetValue(Json), cancellationToken));
        return command;
    }
}
