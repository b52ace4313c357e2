using System.CommandLine;
using Pipeline.Local.Development;
using Pipeline.Local.Hosting;

namespace Pipeline.Local.Verbs;

/// <summary>The options that say which storage a verb works on.</summary>
/// <param name="inMemoryToo">Whether it may keep nothing, which makes no sense for a verb that ends at once.</param>
internal sealed class StorageOptions(bool inMemoryToo = false)
{
    private readonly Option<string?> data = new("--data") { HelpName = "DIR", Description = "Folder that keeps storage between runs (default: .local in the checkout)." };
    private readonly Option<string?> account = new("--storage") { HelpName = "CONNECTION", Description = "Connection string of a storage account to use instead of Azurite." };
    private readonly Option<bool> inMemory = new("--in-memory") { Description = "Keep nothing: Azurite holds its data in memory only." };

    public void AddTo(Command command)
    {
        command.Add(data);
        command.Add(account);
        if (inMemoryToo) command.Add(inMemory);
    }

    public StorageChoice Of(ParseResult result) => new(
        Path.GetFullPath(result.GetValue(data) ?? Path.Combine(Repository.Root, ".local")),
        result.GetValue(account),
        inMemoryToo && result.GetValue(inMemory));
}
